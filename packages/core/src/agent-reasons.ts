import type { Reason } from './reasons.ts'

/** Why an agent gave a job back, besides codes of job-reasons.ts. */
export type AgentJobReasonCode = 'AGENT_INPUT_UNREADABLE' | 'AGENT_BLOB_MISSING' | 'AGENT_STOPPING'
/** Why an agent is not online, as it knows itself; once online, codes of node-reasons.ts say the rest. */
export type AgentReasonCode =
  | AgentJobReasonCode
  | 'AGENT_NOT_RUNNING'
  | 'AGENT_CONNECTING'
  | 'AGENT_SITE_UNREACHABLE'
  | 'AGENT_GATEWAY_UNREACHABLE'
  | 'AGENT_NO_GATEWAY'
  | 'AGENT_CLOCK_WRONG'
  | 'AGENT_LINK_LOST'
  | 'AGENT_WOKE_UP'
  | 'AGENT_NETWORK_CHANGED'

export const agentReasons = {
  AGENT_INPUT_UNREADABLE: {
    sentence: 'The node cannot open what was sent to it.',
    nextStep: 'Seal module and input to the keys of today of the lease’s nodes, and send the job again.',
  },
  AGENT_BLOB_MISSING: { sentence: 'The node could not fetch the module or the input from its gateway.' },
  AGENT_STOPPING: { sentence: 'The agent is about to stop.' },
  AGENT_NOT_RUNNING: { sentence: 'The agent is not running.', nextStep: 'Start it: n3-agent up.' },
  AGENT_CONNECTING: { sentence: 'The agent is connecting to a gateway.' },
  AGENT_SITE_UNREACHABLE: {
    sentence: 'The site of the network does not answer.',
    nextStep: 'Check the network of this device, and the address given as --site.',
  },
  AGENT_GATEWAY_UNREACHABLE: {
    sentence: 'No gateway answers.',
    nextStep: 'It tries again by itself; n3-agent doctor checks the way there.',
  },
  AGENT_NO_GATEWAY: {
    sentence: 'The site names no gateway.',
    nextStep: 'It asks again by itself; the site’s keepers have to set GATEWAY_URL.',
  },
  AGENT_CLOCK_WRONG: {
    sentence: 'The clock of this device is wrong, so keys and answers would be refused.',
    nextStep: 'Set the clock, best by NTP.',
  },
  AGENT_LINK_LOST: {
    sentence: 'The connection to the gateway was lost.',
    nextStep: 'It connects again by itself.',
  },
  AGENT_WOKE_UP: { sentence: 'The device woke up, and the agent is connecting again.' },
  AGENT_NETWORK_CHANGED: {
    sentence: 'The network of the device changed, and the agent is connecting again.',
  },
} as const satisfies Record<AgentReasonCode, Reason>
