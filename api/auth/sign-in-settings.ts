/** How people and programs are known; without it the API serves loopback and knows nobody. */
export interface SignInSettings {
  /** An OpenID Connect issuer, as its metadata name it. */
  issuer: string;
  clientId: string;
  /** None: a public client. */
  clientSecret?: string | undefined;
  /** What tokens for the API must be meant for. */
  audience: string;
  /** The claim that holds a person's id in the list of people. */
  personClaim: string;
  /** Origin of the API as browsers see it. On loopback a page keeps the address it was opened under. */
  base: string;
  /** A session without a request for so long is over. */
  idleMinutes: number;
  /** However much it is used. */
  sessionHours: number;
  /** Addresses of proxies whose word on the caller's address counts, separated by commas. */
  trustedProxies?: string | undefined;
}
