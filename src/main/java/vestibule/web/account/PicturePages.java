package vestibule.web.account;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import vestibule.core.avatar.PictureMaker.Made;
import vestibule.core.model.avatar.Avatar;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.body.Upload;
import vestibule.web.frame.Behind;
import vestibule.web.frame.PageCaller;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Remark;
import vestibule.web.frame.Resident;
import vestibule.web.frame.Sheets;
import vestibule.web.frame.Ways;

/** {@code /me/profile/picture}: the own picture, whose forms stand on the page of the profile. */
final class PicturePages {

  /** The field of the form that is the file, and what the page is told of the picture. */
  static final String FIELD = "picture";

  private static final long MILLION = 1_000_000;

  private final OwnPages.Portraits core;
  private final ProfilePages profile;
  private final Sheets sheets;
  private final Behind behind;

  PicturePages(OwnPages.Portraits core, ProfilePages profile, Sheets sheets, Behind behind) {
    this.core = core;
    this.profile = profile;
    this.sheets = sheets;
    this.behind = behind;
  }

  void mount(Routes routes) {
    PageCaller caller = behind.caller();
    routes.guarded(caller::known).get(Ways.PICTURE, this::show);
    routes
        .guarded(caller::known)
        .withBodiesUpTo(core.most() + Upload.MOST_BESIDE)
        .post(Ways.PICTURE, behind.upload(FIELD, this::put));
    routes.guarded(caller::known).post(Ways.PICTURE + "/removal", behind.form(this::remove));
  }

  /** Where there is none, the page of the profile says so, which shows no picture then. */
  private Response show(Request request, Resident who) {
    Optional<Avatar> avatar = core.avatars().of(who.person().id());
    return avatar
        .map(picture -> core.shown().apply(picture, request))
        .orElseGet(() -> Ways.to(Ways.PROFILE));
  }

  private Response put(Request request, Resident who, Posted posted) {
    Optional<byte[]> file = posted.file();
    if (file.isEmpty()) {
      return wrong(request, who, posted, new Remark(FIELD, "refused.picture-missing"));
    }
    if (file.get().length > core.most()) {
      Map<String, String> size = Map.of("size", Integer.toString(core.megabytes()));
      return wrong(request, who, posted, new Remark(FIELD, "refused.picture-large", size));
    }
    return sheets.act(
        request,
        posted,
        () -> profile.draft(who),
        () ->
            made(
                request,
                who,
                posted,
                core.avatars().put(who.session(), file.get(), behind.visit(request))));
  }

  private Response made(Request request, Resident who, Posted posted, Made made) {
    return switch (made) {
      case Made.Picture _ -> Ways.to(Ways.PROFILE, "picture-saved");
      case Made.Unreadable _ -> wrong(request, who, posted, new Remark(FIELD, "refused.picture"));
      case Made.TooManyPixels(long most) -> {
        Map<String, String> count = Map.of("count", Long.toString(most / MILLION));
        yield wrong(request, who, posted, new Remark(FIELD, "refused.picture-pixels", count));
      }
    };
  }

  private Response wrong(Request request, Resident who, Posted posted, Remark remark) {
    return sheets.wrong(request, posted, profile.draft(who), List.of(remark));
  }

  /** One that is gone already is where its owner wanted it. */
  private Response remove(Request request, Resident who, Posted posted) {
    return sheets.act(
        request,
        posted,
        () -> profile.draft(who),
        () -> {
          core.avatars().remove(who.session(), behind.visit(request));
          return Ways.to(Ways.PROFILE, "picture-removed");
        });
  }
}
