/** The token of an `Authorization` header, `Bearer TOKEN`; null where it holds none. */
export function bearerToken(authorization: string | null | undefined): string | null {
  return /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1] ?? null;
}
