import type { Cause } from '../types.ts';
import { redirectToDeadHttps } from './f1-redirect-to-dead-https.ts';
import { redirectDeadOnBothPorts } from './f2-redirect-dead-on-both-ports.ts';
import { redirectToDeadHost } from './f3-redirect-to-dead-host.ts';
import { redirectNotFollowed } from './f4-redirect-not-followed.ts';
import { oldTlsOnly } from './f5-old-tls-only.ts';
import { challengeElsewhere } from './f6-challenge-elsewhere.ts';
import { botWall } from './f7-bot-wall.ts';
import { blocksTheAsker } from './f8-blocks-the-asker.ts';
import { appId } from './f9-app-id.ts';
import { portal } from './f10-portal.ts';
import { geoBlock } from './f11-geo-block.ts';
import { pageForEverything } from './f12-page-for-everything.ts';
import { login } from './f13-login.ts';
import { cdn } from './f14-cdn.ts';
import { slowAnswer } from './f15-slow-answer.ts';

/** F: what is answered over HTTP. */
export const HTTP_CAUSES: readonly Cause[] = [
  redirectToDeadHttps,
  redirectDeadOnBothPorts,
  redirectToDeadHost,
  redirectNotFollowed,
  oldTlsOnly,
  challengeElsewhere,
  botWall,
  blocksTheAsker,
  appId,
  portal,
  geoBlock,
  pageForEverything,
  login,
  cdn,
  slowAnswer,
];
