package vestibule.v1.form;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import vestibule.http.Response;

/** An answer in one array, as it is kept for a request that comes once more. */
final class KeptAnswer {

  private KeptAnswer() {}

  static byte[] packed(Response answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + answer.body().length);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(answer.status());
      out.writeShort(answer.headers().size());
      for (Response.Header header : answer.headers()) {
        out.writeUTF(header.name());
        out.writeUTF(header.value());
      }
      out.write(answer.body());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static Response unpacked(byte[] packed) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
      int status = in.readShort();
      int headers = in.readShort();
      List<Response.Header> all = new ArrayList<>(headers);
      for (int i = 0; i < headers; i++) {
        all.add(new Response.Header(in.readUTF(), in.readUTF()));
      }
      return new Response(status, List.copyOf(all), in.readAllBytes());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
