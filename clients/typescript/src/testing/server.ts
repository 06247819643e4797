import { Client } from "../client.js";
import { Transport, told } from "../transport.js";
import { ServerProcess, type StartOptions } from "./process.js";

/** A mail that the server has sent. */
export interface Mail {
  readonly id: string;
  /** When, by the server's clock. */
  readonly at: Date;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly links: readonly string[];
  /** Its first link. */
  readonly link: string;
  /** The code in its first link, which confirms an address or resets a password. */
  readonly code: string;
}

interface ToldMail {
  readonly id: string;
  readonly at: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly links: readonly string[];
}

/** The mails that the server has sent; each look waits until it owes none. */
export class Mailbox {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** All mails, the newest first. */
  all(): Promise<readonly Mail[]> {
    return this.#read("");
  }

  /** The mails to an address, the newest first. */
  to(address: string): Promise<readonly Mail[]> {
    return this.#read(`?${new URLSearchParams({ to: address })}`);
  }

  /** The newest mail to an address; rejects where there is none. */
  async newest(address: string): Promise<Mail> {
    const [newest] = await this.to(address);
    if (newest === undefined) {
      const others = new Set((await this.all()).map((each) => each.to));
      throw new Error(`no mail to ${address}, but to ${[...others].join(", ") || "nobody"}`);
    }
    return newest;
  }

  async #read(query: string): Promise<readonly Mail[]> {
    const call = { method: "GET", path: `/v1/test/mails${query}` };
    const page = told<{ items: readonly ToldMail[] }>(await this.#transport.succeed(call));
    return page.items.map(mail);
  }
}

function mail(body: ToldMail): Mail {
  return {
    ...body,
    at: new Date(body.at),
    get link() {
      return first(body);
    },
    get code() {
      // It ends a link: as the last part of its path, or after `?`, `=` or a hash.
      const found = /[^/?#=&]+(?=\/?$)/.exec(first(body))?.[0];
      if (found === undefined) {
        throw new Error(`the link has no code: ${first(body)}`);
      }
      return found;
    },
  };
}

function first(body: ToldMail): string {
  const [link] = body.links;
  if (link === undefined) {
    throw new Error(`the mail has no link: ${body.text}`);
  }
  return link;
}

/** A length of time; its parts are added up. */
export interface Span {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

/** The server's clock: what lasts for days there takes no time here. It only goes forwards. */
export class Clock {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The server's time. */
  now(): Promise<Date> {
    return this.#asked("GET");
  }

  /** Moves it on; tells its time then. */
  advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Span): Promise<Date> {
    const all = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
    return this.#asked("POST", { advance: `PT${all.toFixed(3)}S` });
  }

  /** Moves it to a time that lies ahead; tells its time then. */
  moveTo(time: Date): Promise<Date> {
    return this.#asked("POST", { now: time.toISOString() });
  }

  async #asked(method: string, body?: object): Promise<Date> {
    const call = { method, path: "/v1/test/clock" };
    const headers = { "Content-Type": "application/json" };
    const sent = body === undefined ? call : { ...call, headers, body: JSON.stringify(body) };
    return new Date(told<{ now: string }>(await this.#transport.succeed(sent)).now);
  }
}

/** A server of a test's own. */
export class TestServer {
  readonly url: string;
  readonly client: Client;
  readonly mailbox: Mailbox;
  readonly clock: Clock;
  readonly #process: ServerProcess;
  readonly #transport: Transport;

  /** @internal */
  constructor(process: ServerProcess) {
    // Longer than the server waits for its mails.
    const options = { timeout: 60_000 };
    this.#process = process;
    this.#transport = new Transport(process.url, options);
    this.url = process.url;
    this.client = new Client(process.url, options);
    this.mailbox = new Mailbox(this.#transport);
    this.clock = new Clock(this.#transport);
  }

  /** Forgets everybody and everything, and sets the clock back. */
  async reset(): Promise<void> {
    await this.#transport.succeed({ method: "POST", path: "/v1/test/reset" });
  }

  /** Ends it. */
  stop(): Promise<void> {
    return this.#process.stop();
  }
}

/** Starts a server in test mode, on a free port; it ends by `stop`, and with this process. */
export async function startVestibule(options: StartOptions = {}): Promise<TestServer> {
  return new TestServer(await ServerProcess.start(options));
}
