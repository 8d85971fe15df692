/** Text in which the first line must have ended, so that a file without lines isn't gathered whole. */
const LONGEST_FIRST_LINE = 1_000_000;

/** The beginning of a text, with its first line where that isn't too long; `texts` is all of it. */
export interface TextHead {
  head: string;
  texts: AsyncGenerator<string>;
}

/** Reads a text as far as its first line goes; empty lines before it don't count. */
export async function readHead(source: AsyncIterable<string>): Promise<TextHead> {
  const iterator = source[Symbol.asyncIterator]();
  let head = "";
  let ended = false;
  while (!ended && !head.trimStart().includes("\n") && head.length < LONGEST_FIRST_LINE) {
    const next = await iterator.next();
    if (next.done) ended = true;
    else head += next.value;
  }
  return { head, texts: startingWith(head, iterator) };
}

async function* startingWith(head: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    yield head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
