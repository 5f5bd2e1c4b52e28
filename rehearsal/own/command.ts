/** What people call by name, in the repository and in the package. */
export type Command = 'plan' | 'snapshot' | 'rehearse' | 'report';
