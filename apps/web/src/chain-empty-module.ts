// Stands in for wallet SDKs that are never used (see next.config.ts).
export default {}
