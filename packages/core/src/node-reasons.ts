import type { Reason } from './reasons.ts'

/** Where a node stands: in the registry, with a gateway, with the checks of this epoch. */
export type NodeStandingReasonCode =
  | 'NODE_NOT_REGISTERED'
  | 'NODE_RETIRED'
  | 'NODE_NEVER_SEEN'
  | 'NODE_ONLINE'
  | 'NODE_OFFLINE_LOST'
  | 'NODE_OFFLINE_STOPPED'
  | 'NODE_OFFLINE_REPLACED'
  | 'NODE_OFFLINE_GATEWAY'
  | 'NODE_OFFLINE_REFUSED'
  | 'NODE_VERIFIED'
  | 'NODE_CHECK_PENDING'
  | 'NODE_CHECK_FAILED'
  | 'NODE_CHECK_LATE'
  | 'NODE_TAKES_NO_WORK'
/** Why a node takes no new work now; set by its owner's limits. */
export type NodePauseReasonCode =
  | 'PAUSED_BY_OWNER'
  | 'PAUSED_OUTSIDE_HOURS'
  | 'PAUSED_ON_BATTERY'
  | 'PAUSED_BUSY'
  | 'PAUSED_LOW_MEMORY'
  | 'PAUSED_NO_KEY'
/** Why a gateway ended or refused a session. */
export type SessionReasonCode =
  | 'SESSION_BAD_FRAME'
  | 'SESSION_BAD_SIGNATURE'
  | 'SESSION_WRONG_CHAIN'
  | 'SESSION_AUTH_LATE'
  | 'SESSION_SILENT'
  | 'SESSION_OVERFLOW'
  | 'SESSION_FLOOD'
  | 'SESSION_REPLACED'
  | 'SESSION_FULL'
  | 'SESSION_RATE_LIMITED'
  | 'GATEWAY_DRAINING'
  | 'GATEWAY_FAILED'

export type NodeReasonCode = NodeStandingReasonCode | NodePauseReasonCode | SessionReasonCode

export const nodeReasons = {
  NODE_NOT_REGISTERED: {
    sentence: 'This node is not in the registry, so it earns nothing.',
    nextStep: 'Pair it with a wallet: n3-agent pair.',
  },
  NODE_RETIRED: { sentence: 'Its operator retired this node.' },
  NODE_NEVER_SEEN: {
    sentence: 'This node is registered but has never been online.',
    nextStep: 'Start its agent: n3-agent up.',
  },
  NODE_ONLINE: { sentence: 'The node has a session with a gateway.' },
  NODE_OFFLINE_LOST: {
    sentence: 'The node stopped answering.',
    nextStep: 'Check its power and network; it comes back by itself.',
  },
  NODE_OFFLINE_STOPPED: {
    sentence: 'The agent was stopped by its owner.',
    nextStep: 'Start it again: n3-agent up.',
  },
  NODE_OFFLINE_REPLACED: { sentence: 'A newer session of the same node took over.' },
  NODE_OFFLINE_GATEWAY: { sentence: 'Its gateway stopped; the node is on its way to another.' },
  NODE_OFFLINE_REFUSED: {
    sentence: 'The gateway ended the session because the node broke the protocol.',
    nextStep: 'Update the agent; n3-agent why shows what was refused.',
  },
  NODE_VERIFIED: { sentence: 'The node was given work with a known answer in this epoch and solved it.' },
  NODE_CHECK_PENDING: {
    sentence: 'The node was not checked yet in this epoch.',
    nextStep: 'Keep it online; every node is checked at a random time of each epoch.',
  },
  NODE_CHECK_FAILED: {
    sentence: 'The node gave a wrong answer to work with a known answer in this epoch.',
    nextStep: 'Check the device with n3-agent doctor.',
  },
  NODE_CHECK_LATE: {
    sentence: 'The node did not finish the work it was checked with in time.',
    nextStep: 'Check its limits and its load: n3-agent doctor.',
  },
  NODE_TAKES_NO_WORK: {
    sentence: 'The node is online but offers no job slots, so it cannot be checked by work.',
    nextStep: 'Raise its limits: n3-agent limits.',
  },
  PAUSED_BY_OWNER: { sentence: 'Its owner paused it.', nextStep: 'Resume it: n3-agent limits --resume.' },
  PAUSED_OUTSIDE_HOURS: { sentence: 'It works only in the hours its owner set.' },
  PAUSED_ON_BATTERY: { sentence: 'It runs on battery, and its owner keeps it from working then.' },
  PAUSED_BUSY: { sentence: 'The device is busy with its owner’s own work.' },
  PAUSED_LOW_MEMORY: { sentence: 'The device has too little free memory for a job.' },
  PAUSED_NO_KEY: {
    sentence: 'The node has no key for sealed messages today, so it can take public work only.',
    nextStep: 'It asks the key-generation centre again by itself; n3-agent why shows the last answer.',
  },
  SESSION_BAD_FRAME: {
    sentence: 'The gateway could not read a message of the agent.',
    nextStep: 'Update the agent to the version the gateway speaks.',
  },
  SESSION_BAD_SIGNATURE: { sentence: 'The session was not signed by the key of the node it names.' },
  SESSION_WRONG_CHAIN: {
    sentence: 'The agent belongs to another network.',
    nextStep: 'Start it with the address of this network’s site.',
  },
  SESSION_AUTH_LATE: { sentence: 'The agent did not sign the challenge in time.' },
  SESSION_SILENT: { sentence: 'Nothing was heard of the agent for three heartbeats.' },
  SESSION_OVERFLOW: {
    sentence: 'The agent read too slowly, and its queue ran full.',
    nextStep: 'It comes back by itself and is told everything anew.',
  },
  SESSION_FLOOD: {
    sentence: 'The agent sent more messages in a second than a session may.',
    nextStep: 'Update the agent; n3-agent why shows when it happened.',
  },
  SESSION_REPLACED: {
    sentence: 'The same node opened another session.',
    nextStep: 'Run one agent per key only.',
  },
  SESSION_FULL: {
    sentence: 'This gateway holds as many sessions as it can.',
    nextStep: 'The agent tries another.',
  },
  SESSION_RATE_LIMITED: {
    sentence: 'Too many sessions were opened from this network in a short time.',
    nextStep: 'The agent waits and tries again by itself.',
  },
  GATEWAY_DRAINING: {
    sentence: 'The gateway is about to stop.',
    nextStep: 'The agent reconnects by itself.',
  },
  GATEWAY_FAILED: { sentence: 'Something broke in the gateway; its log says what.' },
} as const satisfies Record<NodeReasonCode, Reason>
