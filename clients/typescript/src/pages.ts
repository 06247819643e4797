interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** What a list holds, read page by page. */
export async function* pages<T>(
  read: (query: Record<string, string>) => Promise<Page<T>>,
): AsyncGenerator<T, void, undefined> {
  let after: string | null = null;
  do {
    const page: Page<T> = await read({ limit: "200", ...(after === null ? {} : { after }) });
    yield* page.items;
    after = page.next;
  } while (after !== null);
}
