import type { Reason } from './reasons.ts'

/** Why a program is not let in: found before a single instruction of it runs. */
export type RuntimeRefusalCode =
  | 'RUNTIME_MODULE_TOO_LARGE'
  | 'RUNTIME_MODULE_MALFORMED'
  | 'RUNTIME_FEATURE_FORBIDDEN'
  | 'RUNTIME_OPCODE_FORBIDDEN'
  | 'RUNTIME_IMPORT_FORBIDDEN'
  | 'RUNTIME_START_FORBIDDEN'
  | 'RUNTIME_ENTRY_MISSING'
  | 'RUNTIME_MEMORY_TOO_LARGE'
  | 'RUNTIME_MODEL_MALFORMED'
  | 'RUNTIME_OPERATOR_FORBIDDEN'
  | 'RUNTIME_EXTERNAL_DATA'
  | 'RUNTIME_SHAPE_UNKNOWN'
  | 'RUNTIME_INPUT_INVALID'
/** How a program ended by its own doing: every honest node ends it so. */
export type RuntimeJobFaultCode =
  | 'RUNTIME_TRAPPED'
  | 'RUNTIME_OUT_OF_GAS'
  | 'RUNTIME_CALL_TOO_DEEP'
  | 'RUNTIME_OUTPUT_TOO_LARGE'
  | 'RUNTIME_EXIT_NONZERO'
/** How a run ended for a cause outside of the program: another node may well finish it. */
export type RuntimeHostFaultCode =
  | 'RUNTIME_OUT_OF_TIME'
  | 'RUNTIME_HOST_MEMORY'
  | 'RUNTIME_HOST_STACK'
  | 'RUNTIME_MODEL_FAILED'
  | 'RUNTIME_CHILD_DIED'
  | 'RUNTIME_CHILD_MISBEHAVED'
  | 'RUNTIME_CANCELLED'
  | 'RUNTIME_UNAVAILABLE'

export type RuntimeReasonCode = RuntimeRefusalCode | RuntimeJobFaultCode | RuntimeHostFaultCode

const hostFaults: Record<RuntimeHostFaultCode, Reason> = {
  RUNTIME_OUT_OF_TIME: {
    sentence: 'The run took longer than its time limit on this node.',
    nextStep: 'Send it with a longer limit, or less work.',
  },
  RUNTIME_HOST_MEMORY: {
    sentence: 'This node had not the memory the job may ask for.',
    nextStep: 'It is tried on another node.',
  },
  RUNTIME_HOST_STACK: {
    sentence: 'The stack of this node was too small for the program.',
    nextStep: 'It is tried on another node.',
  },
  RUNTIME_MODEL_FAILED: {
    sentence: 'The model could not be run on this node.',
    nextStep: 'It is tried on another node; the detail says what the runtime answered.',
  },
  RUNTIME_CHILD_DIED: {
    sentence: 'The sandbox process ended before the job did.',
    nextStep: 'It is tried on another node.',
  },
  RUNTIME_CHILD_MISBEHAVED: {
    sentence: 'The sandbox process said something it never should, so it was ended.',
    nextStep: 'Tell the maintainers: this may be an attempt to break out.',
  },
  RUNTIME_CANCELLED: { sentence: 'The run was cancelled.' },
  RUNTIME_UNAVAILABLE: {
    sentence: 'The sandbox cannot be started on this machine.',
    nextStep: 'The detail says why; it needs Node.js 26 or newer.',
  },
}

export const runtimeReasons = {
  RUNTIME_MODULE_TOO_LARGE: {
    sentence: 'The module is larger than the job may be.',
    nextStep: 'Strip it, or optimise for size.',
  },
  RUNTIME_MODULE_MALFORMED: {
    sentence: 'The module is not valid WebAssembly.',
    nextStep: 'Compile it again; the detail says where reading stopped.',
  },
  RUNTIME_FEATURE_FORBIDDEN: {
    sentence: 'The module uses a feature of WebAssembly that the network does not run.',
    nextStep: 'Compile for WebAssembly 1.0 with bulk memory; the detail names the feature.',
  },
  RUNTIME_OPCODE_FORBIDDEN: {
    sentence: 'The module contains an instruction that the network does not run.',
    nextStep: 'Compile without SIMD, threads and newer proposals; the detail names the instruction.',
  },
  RUNTIME_IMPORT_FORBIDDEN: {
    sentence: 'The module imports something other than WASI preview 1.',
    nextStep: 'Compile it for wasm32-wasip1; the detail names the import.',
  },
  RUNTIME_START_FORBIDDEN: {
    sentence: 'The module has a start function, which would run before its limits are set.',
    nextStep: 'Export the entry as _start instead.',
  },
  RUNTIME_ENTRY_MISSING: {
    sentence: 'The module does not export a function _start without parameters and one memory.',
    nextStep: 'Compile it as a command for wasm32-wasip1.',
  },
  RUNTIME_MEMORY_TOO_LARGE: {
    sentence: 'The job needs more memory from its beginning than it may have.',
    nextStep: 'Ask for a higher memory limit, or make it smaller.',
  },
  RUNTIME_MODEL_MALFORMED: {
    sentence: 'The model cannot be read as ONNX.',
    nextStep: 'Export it again; the detail says where reading stopped.',
  },
  RUNTIME_OPERATOR_FORBIDDEN: {
    sentence: 'The model uses an operator that the network does not run.',
    nextStep: 'Export it with standard operators; the detail names the operator.',
  },
  RUNTIME_EXTERNAL_DATA: {
    sentence: 'The model keeps weights in other files, which are not there when it runs.',
    nextStep: 'Export it as one file.',
  },
  RUNTIME_SHAPE_UNKNOWN: {
    sentence: "The work of the model cannot be counted from its graph's shapes.",
    nextStep: 'Export it with fixed shapes; the detail names the tensor.',
  },
  RUNTIME_INPUT_INVALID: {
    sentence: 'The input does not fit the program.',
    nextStep: 'The detail says which part was expected otherwise.',
  },
  RUNTIME_TRAPPED: {
    sentence: 'The program stopped at an error of its own.',
    nextStep: 'Run it locally with the same input; the detail names the trap.',
  },
  RUNTIME_OUT_OF_GAS: {
    sentence: 'The program used all of its gas.',
    nextStep: 'Give it more gas, or less work.',
  },
  RUNTIME_CALL_TOO_DEEP: {
    sentence: 'The program called itself deeper than the network allows.',
    nextStep: 'Use a loop or a stack of your own instead of recursion.',
  },
  RUNTIME_OUTPUT_TOO_LARGE: {
    sentence: 'The program wrote more output than it may.',
    nextStep: 'Ask for a higher output limit, or write less.',
  },
  RUNTIME_EXIT_NONZERO: {
    sentence: 'The program ended with an exit code that is not zero.',
    nextStep: 'Its log says why.',
  },
  ...hostFaults,
} as const satisfies Record<RuntimeReasonCode, Reason>

/** True when the node, not the program, ended the run: such a result is neither counted nor held against the job. */
export function isHostFault(code: RuntimeReasonCode): code is RuntimeHostFaultCode {
  return Object.hasOwn(hostFaults, code)
}
