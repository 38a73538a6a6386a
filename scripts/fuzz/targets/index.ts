import type { Target } from '../types.ts';
import { DNS_TARGETS } from './dns.ts';
import { HTTP_TARGETS } from './http.ts';
import { JSON_TARGETS } from './json.ts';
import { TEXT_TARGETS } from './text.ts';
import { UPDATE_TARGETS } from './update.ts';
import { X509_TARGETS } from './x509.ts';
import { ZONE_TARGETS } from './zone.ts';

/** Every decoder of bytes that strangers send. */
export const TARGETS: readonly Target[] = [
  ...DNS_TARGETS,
  ...UPDATE_TARGETS,
  ...ZONE_TARGETS,
  ...X509_TARGETS,
  ...JSON_TARGETS,
  ...TEXT_TARGETS,
  ...HTTP_TARGETS,
];
