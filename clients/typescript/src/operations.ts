import type { paths } from "./generated/v1.js";
import type { Target } from "./transport.js";

/** A path of `/v1`, as its document names it. */
export type Path = keyof paths;
export type Method = "get" | "post" | "patch" | "delete";

/** What the document says of a method of a path. */
export type Operation<P extends Path, M extends Method> = paths[P][M];

/** The methods that a path has. */
export type MethodOf<P extends Path> = {
  [M in Method]: Operation<P, M> extends { responses: unknown } ? M : never;
}[Method];

type Sent<O> = O extends { requestBody?: infer R } ? NonNullable<R> : never;

/** What is sent; undefined where nothing is. */
export type BodyOf<O> = [Sent<O>] extends [never]
  ? undefined
  : Sent<O> extends { content: { "application/json": infer Body } }
    ? Body
    : undefined;

/** Asks by an operation that the document describes. */
export type Ask = <P extends Path, M extends MethodOf<P>>(
  method: M,
  path: P,
  body: BodyOf<Operation<P, M>>,
  target?: Target,
) => Promise<AnswerOf<Operation<P, M>>>;

type Json<R, S extends number> = {
  [K in S & keyof R]: R[K] extends { content: { "application/json": infer Body } } ? Body : never;
}[S & keyof R];

/** What is told where all went well; undefined where nothing is. */
export type AnswerOf<O> = O extends { responses: infer R }
  ? [Json<R, 200 | 201 | 202>] extends [never]
    ? undefined
    : Json<R, 200 | 201 | 202>
  : never;
