/** Where clients connect by each scheme. Source: RFC 9110, 4.2. */
export const WEB_PORTS = { http: 80, https: 443 } as const;
