export type { StartOptions } from "./testing/process.js";
export {
  type Clock,
  type Mail,
  type Mailbox,
  type Span,
  startVestibule,
  type TestServer,
} from "./testing/server.js";
