/** An answer in JSON that tells its length, as a short one costs more to compress than to send. */
export function jsonAnswer(text: string, headers: Record<string, string>, status = 200): Response {
  const length = String(new TextEncoder().encode(text).byteLength);
  return new Response(text, {
    status,
    headers: { "Content-Type": "application/json", "Content-Length": length, ...headers },
  });
}
