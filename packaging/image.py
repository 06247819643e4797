#!/usr/bin/env python3
"""Makes the OCI image of a laid out program: image.py HOME VERSION TIME FILE.

The root holds the program, the libraries and the three programs of this machine that it needs, and nothing else. The
tar is an OCI layout, and has the manifest that `docker load` of before OCI layouts reads beside it. Layers lie in the
order in which they change: the system, Java, the program, its AOT cache.
"""

import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile

USER = 65532
PROGRAMS = ["/bin/bash", "/usr/bin/getconf"]
ENTRY = "/opt/vestibule/bin/vestibule"
ENVIRONMENT = {
    "PATH": "/opt/vestibule/bin:/usr/bin:/bin",
    "LC_ALL": "C.UTF-8",
    "VESTIBULE_HTTP_HOST": "0.0.0.0",
    # A folder in the volume: the volume itself may be root's, with a group.
    "VESTIBULE_DATA_DIR": "/data/vestibule",
}
FILES = {
    "etc/passwd": f"root:x:0:0:root:/:/bin/false\nvestibule:x:{USER}:{USER}:Vestibule:/data:/bin/bash\n",
    "etc/group": f"root:x:0:\nvestibule:x:{USER}:\n",
    "etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
}


def libraries(program):
    """The files that the loader would take for a program, the loader too."""
    listed = subprocess.run(["ldd", program], check=True, capture_output=True, text=True).stdout
    return re.findall(r"(/\S+) \(0x", listed)


def licence(file):
    """Where the package of a file has its licence."""
    for name in (file, os.path.realpath(file), "/usr" + file):
        found = subprocess.run(["dpkg", "-S", name], capture_output=True, text=True).stdout
        if found:
            return f"/usr/share/doc/{found.split(':')[0]}/copyright"
    raise SystemExit(f"image.py: no package has {file}")


class Layer:
    """A tar whose bytes depend on what is in it, and on nothing else."""

    def __init__(self, time):
        self.time = time
        self.bytes = io.BytesIO()
        self.tar = tarfile.open(fileobj=self.bytes, mode="w", format=tarfile.PAX_FORMAT)
        self.folders = set()

    def add(self, name, kind=tarfile.REGTYPE, mode=0o644, content=b"", target="", owner=0):
        parent = os.path.dirname(name)
        if parent and parent not in self.folders:
            self.add(parent, tarfile.DIRTYPE, 0o755)
        if kind == tarfile.DIRTYPE:
            self.folders.add(name)
        entry = tarfile.TarInfo(name)
        entry.type, entry.mode, entry.mtime = kind, mode, self.time
        entry.uid = entry.gid = owner
        entry.linkname, entry.size = target, len(content)
        self.tar.addfile(entry, io.BytesIO(content))

    def copy(self, file, name):
        with open(file, "rb") as source:
            self.add(name, mode=os.stat(file).st_mode & 0o755, content=source.read())

    def copy_tree(self, folder, name):
        for place, folders, files in sorted(os.walk(folder)):
            within = os.path.normpath(os.path.join(name, os.path.relpath(place, folder)))
            for each in sorted(files):
                path = os.path.join(place, each)
                if os.path.islink(path):
                    self.add(f"{within}/{each}", tarfile.SYMTYPE, 0o777, target=os.readlink(path))
                else:
                    self.copy(path, f"{within}/{each}")

    def finish(self):
        self.tar.close()
        return self.bytes.getvalue()


def system(time, java):
    layer = Layer(time)
    layer.add("data", tarfile.DIRTYPE, 0o700, owner=USER)
    layer.add("keys", tarfile.DIRTYPE, 0o700, owner=USER)
    layer.add("tmp", tarfile.DIRTYPE, 0o1777)
    for name, text in sorted(FILES.items()):
        layer.add(name, content=text.encode())
    own = [os.path.join(place, each) for place, _, files in os.walk(java) for each in files]
    needing = PROGRAMS + [file for file in own if file.endswith(".so") or "/bin/" in file]
    wanted = {library for file in needing for library in libraries(file)}
    wanted = sorted(library for library in wanted if not library.startswith(java))
    for file in PROGRAMS + wanted:
        layer.copy(file, file[1:])
    layer.add("bin/sh", tarfile.SYMTYPE, 0o777, target="bash")
    for file in sorted({licence(file) for file in PROGRAMS + wanted}):
        layer.copy(file, file[1:])
    return layer.finish()


def layers(home, time):
    java = os.path.join(home, "lib/runtime")
    yield system(time, java)
    layer = Layer(time)
    layer.copy_tree(java, "opt/vestibule/lib/runtime")
    yield layer.finish()
    layer = Layer(time)
    layer.copy_tree(os.path.join(home, "bin"), "opt/vestibule/bin")
    for name in ("jvm-flags.sh", "vestibule.jar"):
        layer.copy(os.path.join(home, "lib", name), f"opt/vestibule/lib/{name}")
    layer.copy(os.path.join(home, "LICENSE"), "opt/vestibule/LICENSE")
    yield layer.finish()
    layer = Layer(time)
    layer.copy(os.path.join(home, "lib/start.aot"), "opt/vestibule/lib/start.aot")
    yield layer.finish()


def configuration(version, created, digests):
    return {
        "created": created,
        "architecture": "amd64",
        "os": "linux",
        "config": {
            "User": f"{USER}:{USER}",
            "Env": [f"{name}={value}" for name, value in ENVIRONMENT.items()],
            "Entrypoint": [ENTRY],
            "Cmd": ["serve"],
            "WorkingDir": "/data",
            "Volumes": {"/data": {}},
            "ExposedPorts": {"8080/tcp": {}},
            "StopSignal": "SIGTERM",
            # No part of OCI's format; Docker and Podman read it from here.
            "Healthcheck": {
                "Test": ["CMD", "/opt/vestibule/bin/ready"],
                "Interval": 10_000_000_000,
                "Timeout": 5_000_000_000,
                "StartPeriod": 60_000_000_000,
                "Retries": 3,
            },
            "Labels": {
                "org.opencontainers.image.title": "vestibule",
                "org.opencontainers.image.version": version,
                "org.opencontainers.image.licenses": "Apache-2.0",
            },
        },
        "rootfs": {"type": "layers", "diff_ids": digests},
        "history": [{"created": created, "created_by": "./package image"} for _ in digests],
    }


def main(home, version, time, file):
    time = int(time)
    created = subprocess.run(
        ["date", "-u", "-d", f"@{time}", "+%Y-%m-%dT%H:%M:%SZ"], check=True, capture_output=True, text=True
    ).stdout.strip()
    out = Layer(time)

    def blob(content, media):
        digest = hashlib.sha256(content).hexdigest()
        out.add(f"blobs/sha256/{digest}", content=content)
        return {"mediaType": f"application/vnd.oci.image.{media}", "digest": f"sha256:{digest}", "size": len(content)}

    def text(value):
        return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()

    digests, listed = [], []
    for layer in layers(home, time):
        digests.append("sha256:" + hashlib.sha256(layer).hexdigest())
        listed.append(blob(gzip.compress(layer, 9, mtime=0), "layer.v1.tar+gzip"))
    config = blob(text(configuration(version, created, digests)), "config.v1+json")
    manifest = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": config,
        "layers": listed,
    }
    named = blob(text(manifest), "manifest.v1+json")
    named["annotations"] = {
        "io.containerd.image.name": f"docker.io/library/vestibule:{version}",
        "org.opencontainers.image.ref.name": version,
    }
    named["platform"] = {"architecture": "amd64", "os": "linux"}
    out.add("index.json", content=text({"schemaVersion": 2, "manifests": [named]}))
    out.add("oci-layout", content=text({"imageLayoutVersion": "1.0.0"}))

    def place(described):
        return "blobs/sha256/" + described["digest"].removeprefix("sha256:")

    docker = {"Config": place(config), "RepoTags": [f"vestibule:{version}"], "Layers": [place(l) for l in listed]}
    out.add("manifest.json", content=text([docker]))
    with open(file, "wb") as target:
        target.write(out.finish())


if __name__ == "__main__":
    main(*sys.argv[1:])
