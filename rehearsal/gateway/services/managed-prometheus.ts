import { answerTo, type ValuesOf } from '../../prometheus/answer.ts';
import { NOT_FOUND, type Said } from '../../prometheus/said.ts';
import type { ServiceHandler } from '../protocol/types.ts';

/**
 * Amazon Managed Service for Prometheus, as far as it is a Prometheus: SPEC.md, "Prometheus".
 * @param workspaceAt by its URL; undefined: there is none
 */
export function managedPrometheusService(workspaceAt: (url: string) => ValuesOf | undefined): ServiceHandler {
  return ({ method, path, query, headers, body, region }) => {
    const [workspace = '', below = ''] = [...path.split(/(?<=^\/workspaces\/[^/]+)(?=\/)/)];
    const valuesOf = workspaceAt(`https://aps-workspaces.${region}.amazonaws.com${workspace}`);
    const asked = {
      method,
      path: below,
      fields: query,
      type: headers['content-type'],
      body: body.toString(),
    };
    const { status, type, body: answer }: Said = valuesOf ? answerTo(asked, valuesOf) : NOT_FOUND;
    return { status, headers: { 'content-type': type }, body: answer };
  };
}
