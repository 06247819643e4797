"""Disks of a scenario's own: one whose power can be cut, and one that is small."""

import fcntl
import os
import pathlib
import struct
import subprocess

# _IOR('X', 125, __u32): the file system stops at once; without a flush of its journal, what was not synced is gone, as with the
# power. The file system tests of Linux cut the power in this way (src/godown.c of xfstests).
SHUTDOWN = 0x8004587D
NO_LOG_FLUSH = 2


def _run(*words):
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise OSError(f"{' '.join(words)}: {done.stderr.strip()}")


class _Mount:
    """A mounted file system; unmounted with `close`."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._mounted = False

    def _mount(self, *words):
        _run("mount", *words, str(self.folder))
        self._mounted = True

    def unmount(self):
        if self._mounted:
            try:
                _run("umount", str(self.folder))
            except OSError:
                _run("umount", "--lazy", str(self.folder))
            self._mounted = False

    close = unmount


class CutDisk(_Mount):
    """ext4 in a file; `cut` loses what was not synced, and `again` brings the disk back as it then is."""

    def __init__(self, folder, megabytes):
        super().__init__(folder)
        self._image = self.folder.with_suffix(".image")
        with open(self._image, "wb") as image:
            image.truncate(megabytes << 20)
        _run("mkfs.ext4", "-q", str(self._image))
        self._mount("-o", "loop", str(self._image))

    def cut(self):
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        finally:
            os.close(folder)

    def again(self):
        self.unmount()
        self._mount("-o", "loop", str(self._image))


class SmallDisk(_Mount):
    """A file system in memory with so much room and no more."""

    def __init__(self, folder, megabytes):
        super().__init__(folder)
        self._mount("-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "tmpfs")

    def free(self):
        """Bytes."""
        state = os.statvfs(self.folder)
        return state.f_bavail * state.f_frsize


def missing(make):
    """Why a disk cannot be made here; empty when it can. make: makes one, which is closed again."""
    if os.geteuid() != 0:
        return "only root may mount"
    try:
        make().close()
        return ""
    except OSError as refused:
        return str(refused)
