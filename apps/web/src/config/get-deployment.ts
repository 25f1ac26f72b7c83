import 'server-only'

export { readDeployment as getDeployment } from './read-deployment.ts'
