import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
  request as send,
} from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Planned {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Something that comes once. */
export class Gate {
  readonly passed: Promise<void>;
  open: () => void = () => undefined;

  constructor() {
    this.passed = new Promise((resolve) => {
      this.open = resolve;
    });
  }
}

/** A server before the real one: counts what passes, holds it up, answers by itself, or loses answers. */
export class Between {
  readonly asked: Asked[] = [];
  /** Pages of its own, by their paths. */
  readonly pages = new Map<string, { type: string; text: string }>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #planned = new Map<string, Planned[]>();
  readonly #held = new Map<string, { reached: Gate; let: Gate }>();
  readonly #lost = new Map<string, number>();
  readonly #behind: URL;

  private constructor(behind: string) {
    this.#behind = new URL(behind);
  }

  static async start(behind: string): Promise<Between> {
    const between = new Between(behind);
    await new Promise<void>((resolve) => between.#server.listen(0, "localhost", resolve));
    return between;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  count(path: string): number {
    return this.asked.filter((each) => each.path.split("?")[0] === path).length;
  }

  plan(path: string, ...answers: Planned[]): void {
    this.#planned.set(path, [...(this.#planned.get(path) ?? []), ...answers]);
  }

  /** The next answers of a path never arrive, though the server behind has given them. */
  lose(path: string, times: number): void {
    this.#lost.set(path, times);
  }

  /** Requests of a path wait until the second gate is opened; the first opens when one has come. */
  hold(path: string): { reached: Gate; let: Gate } {
    const gates = { reached: new Gate(), let: new Gate() };
    this.#held.set(path, gates);
    return gates;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "").split("?")[0] ?? "";
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const body = Buffer.concat(chunks);
    const { method = "", url = "", headers } = request;
    this.asked.push({ method, path: url, headers, body: body.toString() });
    const held = this.#held.get(path);
    if (held !== undefined) {
      held.reached.open();
      await held.let.passed;
    }
    const page = this.pages.get(path);
    const planned = this.#planned.get(path)?.shift();
    if (page !== undefined) {
      response.writeHead(200, { "Content-Type": page.type }).end(page.text);
    } else if (planned !== undefined) {
      response.writeHead(planned.status, planned.headers).end(planned.body ?? "");
    } else {
      this.#pass(request, body, response, path);
    }
  }

  #pass(request: IncomingMessage, body: Buffer, response: ServerResponse, path: string): void {
    const { method, url, headers } = request;
    const { hostname, port, host } = this.#behind;
    const options = { hostname, port, method, path: url, headers: { ...headers, host } };
    const sent = send(options, (answer) => {
      const lost = this.#lost.get(path) ?? 0;
      if (lost > 0) {
        this.#lost.set(path, lost - 1);
        answer.resume();
        answer.once("end", () => response.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    sent.once("error", () => response.destroy());
    sent.end(body);
  }
}
