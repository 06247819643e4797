package vestibule.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.http.Fault;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;

/** What every contract gets for nothing: refusals worded, and how long to wait. */
class ContractTest {

  private static final Request REQUEST = WireRequest.post("");

  /** Words a refusal by its own name. */
  private static final Contract CONTRACT =
      new Contract() {
        @Override
        public String name() {
          return "test";
        }

        @Override
        public void mount(Routes routes) {}

        @Override
        public Response answer(Fault fault, Request request) {
          return Response.empty(500);
        }

        @Override
        public Response refused(Refusal refusal, Request request) {
          return Response.html(400, refusal.toString());
        }
      };

  @Test
  void aRefusalOfTheCoreIsWordedByTheContract() {
    assertThat(answer(new RefusedException(new Refusal.NameTaken())).text())
        .isEqualTo("NameTaken[]");
    assertThat(answer(new RefusedException(new Refusal.NameTaken())).header("Retry-After"))
        .isEmpty();
  }

  @Test
  void whoeverMustWaitIsToldHowLong() {
    Response busy = answer(new RefusedException(new Refusal.Busy(17)));
    assertThat(busy.text()).isEqualTo("Busy[retryAfterSeconds=17]");
    assertThat(busy.header("Retry-After")).contains("17");
  }

  @Test
  void anyOtherExceptionIsNobodysAnswer() {
    assertThat(CONTRACT.answer(new IllegalStateException("bug"), REQUEST)).isEmpty();
  }

  @Test
  void otherOriginsMayReadContracts() {
    assertThat(CONTRACT.crossOrigin()).isTrue();
  }

  private static Response answer(RuntimeException thrown) {
    Optional<Response> answer = CONTRACT.answer(thrown, REQUEST);
    assertThat(answer).isPresent();
    return answer.get();
  }
}
