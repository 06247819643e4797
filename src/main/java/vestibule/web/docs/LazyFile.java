package vestibule.web.docs;

import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.web.Asset;

/** A file that is read when somebody first asks for it: no start waits for documents. */
final class LazyFile {

  private final String resource;
  private final String path;
  private final String type;
  private final String keep;

  /** Guarded by this. It stays, as many answers of one array cost no more than one. */
  private Asset read;

  /**
   * A file of the class path.
   *
   * @param keep the Cache-Control of its answers
   */
  LazyFile(String resource, String path, String type, String keep) {
    this.resource = resource;
    this.path = path;
    this.type = type;
    this.keep = keep;
  }

  String path() {
    return path;
  }

  Response answer(Request request) {
    return asset().answer(request);
  }

  private synchronized Asset asset() {
    if (read == null) {
      read = Asset.of(path, path, keep, type, Asset.read(resource));
    }
    return read;
  }
}
