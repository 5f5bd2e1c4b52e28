/**
 * Characters, and items of lists. A message that is too long is dropped by the chat without a word, so these are ours, and careful: a block
 * of text in Slack takes 3,000 characters.
 */
export const CHAT_LIMITS = {
  title: 150,
  description: 2_400,
  nextSteps: 6,
  nextStep: 350,
  keyword: 75,
  threadId: 128,
  summary: 150,
  eventType: 75,
  relatedResources: 5,
  relatedResource: 350,
} as const;
