import type { Hex } from './hex.ts'

/** The name under which logs are kept that a contract's ABI does not have. */
export const UNKNOWN_EVENT = 'Unknown'

/** `selector` is topics[0]; '0x' where a kind has none of its own. */
export type EventKind = { id: number; contract: string; name: string; selector: Hex }

/**
 * Every event of every contract under the small number it is stored by: the contract's hundred, and its place in it.
 * Numbers are for good: rows carry them, and so do the partial indices of prisma/migrations. A new event is added
 * under the next free number of its contract; packages/chain holds this list against the ABIs.
 */
const list = `
100 n3-token Unknown 0x
101 n3-token Approval 0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925
102 n3-token AuthorityUpdated 0x2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad
103 n3-token AuthorizationCanceled 0x1cdd46ff242716cdaa72d159d339a485b3438398348d68f09d7c8c0a59353d81
104 n3-token AuthorizationUsed 0x98de503528ee59b575ef0c0a2576a82497bfc029a5685b209e9ec333479b10a5
105 n3-token CrosschainBurn 0xb90795a66650155983e242cac3e1ac1a4dc26f8ed2987f3ce416a34e00111fd4
106 n3-token CrosschainMint 0xde22baff038e3a3e08407cbdf617deed74e869a7ba517df611e33131c6e6ea04
107 n3-token EIP712DomainChanged 0x0a6387c9ea3628b88a633bb4f3b151770f70085117a15f9bf3787cda53f13d31
108 n3-token Transfer 0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef
200 node-registry Unknown 0x
201 node-registry EIP712DomainChanged 0x0a6387c9ea3628b88a633bb4f3b151770f70085117a15f9bf3787cda53f13d31
202 node-registry NodeRegistered 0x1901374892ee4eca35551c2b8549a0193f8c523e94d268e5d943fbd383fc567e
203 node-registry NodeRetired 0x1c51eaeff3f3dd62c7567fe0ed77965f5c035cb140b08e6f5880f4ce5c6fbc0f
204 node-registry NodeTransferred 0x6c8e4daa79d34680d5930c1d15901fdbc529dff599f6fc136b022f278b37904b
205 node-registry NodeUpdated 0x1e12ffce360a65af5f5d808b83325b1f354f065363283d906e8432d188beb428
300 staking Unknown 0x
301 staking AuthorityUpdated 0x2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad
302 staking CommissionScheduled 0x3786733ad677dcb7303c388cb864e8aa3c8910a09c8fe00ef2c57bf9c2b8675b
303 staking CommissionSet 0xc909daf778d180f43dac53b55d0de934d2f1e0b70412ca274982e4e6e894eb1a
304 staking Paused 0x62e78cea01bee320cd4e420270b5ea74000d11b0c9f74754ebdbfc544b05a258
305 staking PoolEmptied 0x44fb38cf1f4d73cd6d75ca426360be77942d3c31e56bbc91735931277ece486d
306 staking PoolUpdated 0xd5c773de61fb22ed6d3f47cbc3d7306d531e9943a5d0f1acc0ca9ab2ef8905a6
307 staking RewardsAdded 0x3c7710210215bb712ccdc08950a20640fd3c1d0f58dde8884e0d091118ef70c6
308 staking Slashed 0x686e4f97c0aca6c6719647401ac7f5e2ed3a928d46be84237c5a0258baa6ce03
309 staking Staked 0xad3fa07f4195b47e64892eb944ecbfc253384053c119852bb2bcae484c2fcb69
310 staking Unpaused 0x5db9ee0a495bf2e6ff9c91a7834c1ba4fdd244a5e8aa4e537bd38aeae4b073aa
311 staking UnstakeCancelled 0x3a628cf7db64b1d5788be2d207bc3258e6dde876b876e6769497fa8c633ca3bd
312 staking UnstakeRequested 0xa8b607ac33cb98517394fba3c0e4f58074b4cbea190626f91e51c118a7b3b48e
313 staking Withdrawn 0xe5df19de43c8c04fd192bc68e484b2593570925fbb6ad8c07ccafbc2aa5c37a1
400 rewards Unknown 0x
401 rewards AttestorsChanged 0xd980bb4fefa4c27a67930edcb6987b53fdb86e30f42a8502eebd31200d3e5d54
402 rewards AuthorityUpdated 0x2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad
403 rewards Claimed 0x69c9449820dde942fd95bf4d070645891ca65b18f4a7ce1b63fc6cd56982f471
404 rewards EIP712DomainChanged 0x0a6387c9ea3628b88a633bb4f3b151770f70085117a15f9bf3787cda53f13d31
405 rewards RootPosted 0xaeb8feb96d6e6b918e96769426f9ddaf291f2e9e3b43b005fd45fed3fba4e9d4
406 rewards RootVetoed 0x971b2371084edeba42390e4c63a82f4fc90e4f3fb50a3b754a49c6d7825ab0ca
500 access-manager Unknown 0x
501 access-manager OperationCanceled 0xbd9ac67a6e2f6463b80927326310338bcbb4bdb7936ce1365ea3e01067e7b9f7
502 access-manager OperationExecuted 0x76a2a46953689d4861a5d3f6ed883ad7e6af674a21f8e162707159fc9dde614d
503 access-manager OperationScheduled 0x82a2da5dee54ea8021c6545b4444620291e07ee83be6dd57edb175062715f3b4
504 access-manager RoleAdminChanged 0x1fd6dd7631312dfac2205b52913f99de03b4d7e381d5d27d3dbfe0713e6e6340
505 access-manager RoleGrantDelayChanged 0xfeb69018ee8b8fd50ea86348f1267d07673379f72cffdeccec63853ee8ce8b48
506 access-manager RoleGranted 0xf98448b987f1428e0e230e1f3c6e2ce15b5693eaf31827fbd0b1ec4b424ae7cf
507 access-manager RoleGuardianChanged 0x7a8059630b897b5de4c08ade69f8b90c3ead1f8596d62d10b6c4d14a0afb4ae2
508 access-manager RoleLabel 0x1256f5b5ecb89caec12db449738f2fbcd1ba5806cf38f35413f4e5c15bf6a450
509 access-manager RoleRevoked 0xf229baa593af28c41b1d16b748cd7688f0c83aaf92d4be41c44005defe84c166
510 access-manager TargetAdminDelayUpdated 0xa56b76017453f399ec2327ba00375dbfb1fd070ff854341ad6191e6a2e2de19c
511 access-manager TargetClosed 0x90d4e7bb7e5d933792b3562e1741306f8be94837e1348dacef9b6f1df56eb138
512 access-manager TargetFunctionRoleUpdated 0x9ea6790c7dadfd01c9f8b9762b3682607af2c7e79e05a9f9fdf5580dde949151
600 device-sale Unknown 0x
601 device-sale AuthorityUpdated 0x2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad
602 device-sale BatchSet 0x7c9a176f4be65acc71a302dffad2b78531a30faa15307c19001c31278388774b
603 device-sale Bought 0x5b78bfa60d0b44338f335526b3537b80794d5206c40138f57f1f40fa6dacb36d
604 device-sale Paused 0x62e78cea01bee320cd4e420270b5ea74000d11b0c9f74754ebdbfc544b05a258
605 device-sale ProceedsWithdrawn 0x0f2fb75cc1977a496e94837f859e957f68e26e70dc1b75d9945ee92ae57969ba
606 device-sale Refunded 0x561edb8046e082ebd56fccf5c8b7f751af3a467966bef429a24aeaefecef9026
607 device-sale Shipped 0xbf3ef5330db5884b8e2e6ff609aafaba7646f3a6c08a23c28723ffc12471bd5d
608 device-sale Unpaused 0x5db9ee0a495bf2e6ff9c91a7834c1ba4fdd244a5e8aa4e537bd38aeae4b073aa
700 edge-device Unknown 0x
701 edge-device Approval 0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925
702 edge-device ApprovalForAll 0x17307eab39ab6107e8899845ad3d59bd9653f200f220920489ca2b5937696c31
703 edge-device AuthorityUpdated 0x2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad
704 edge-device DeviceActivated 0x16312c382f19717e427f8d5f4cf00d8f939ffef7e23322f3e7ba038ad6b0cf7b
705 edge-device DeviceKeyCommitted 0x9435a1d1a980d8f567caa71d1c81dacffe2bc29d31e7e8804ecef68f3fe18a84
706 edge-device EIP712DomainChanged 0x0a6387c9ea3628b88a633bb4f3b151770f70085117a15f9bf3787cda53f13d31
707 edge-device Transfer 0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef
800 lease-market Unknown 0x
801 lease-market AuthorityUpdated 0x2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad
802 lease-market EIP712DomainChanged 0x0a6387c9ea3628b88a633bb4f3b151770f70085117a15f9bf3787cda53f13d31
803 lease-market LeaseClosed 0x6ba45063417b66f255064693d618a58a0117b5860f949ff684af38775181ac19
804 lease-market LeaseClosing 0xecd9322bca0ff4980c867b1bf1e6371591e53b0f260225c3047a686ed3dfb4a2
805 lease-market LeaseOpened 0x6fef63b0e0aec9846e4cf9e303abacf7ee126d522441e137755355e7fe9db6a3
806 lease-market OfferCancelled 0x899cab278284ae4a91172caa0943607a0bcb19766254c3ebe1139be00650b102
807 lease-market OffersCancelledBelow 0x41a9110909f6675fbb58e608f051196a00cb5f92a4af8eb0357a7da97aa2952f
808 lease-market Paused 0x62e78cea01bee320cd4e420270b5ea74000d11b0c9f74754ebdbfc544b05a258
809 lease-market Redeemed 0x3484a0b2b7844b1c345cd1bddd80aac0075fc23c3247c579e9aa4dc111a8b8a7
810 lease-market Unpaused 0x5db9ee0a495bf2e6ff9c91a7834c1ba4fdd244a5e8aa4e537bd38aeae4b073aa
811 lease-market UsageContested 0x446bb7e4b20ef245caeed7ffe02a26a55847b17f7b47085c06626626bddebf56
812 lease-market UsageLodged 0xff0c346331da038465a14ad2b89edcc2db3e1bd5ffa5be481d6a53c88dab7b9d
813 lease-market UsageSettled 0xcd4c5b85ef9d3590ff1203f3acfb4e12205622abea47374a325d898c0c8bd510
900 key-directory Unknown 0x
901 key-directory AuthorityUpdated 0x2f658b440c35314f52658ea8a740e05b284cdc84dc9ae01e891f21b8933e7cad
902 key-directory DirectoryRootPosted 0xb8f95cd802dc941e4d734ba21518b09181f3ba726937bfa3338ed6af79ffd11f
903 key-directory EIP712DomainChanged 0x0a6387c9ea3628b88a633bb4f3b151770f70085117a15f9bf3787cda53f13d31
904 key-directory GenerationAnnounced 0x9060c9917be9864bb5c722ffd1e3749470518efa2553512c8d2de4d5d797abce
905 key-directory GenerationStopped 0x2f03d66f7d27508cdeb4c34f3f3fa8faeb662ddc5703de74223d1db2feedd44f
906 key-directory KeyRevoked 0x2b01b4451bd7753b76114ebeed95cc701240e783a0c464cb1324075fed7b982c
`

const byId = new Map<number, EventKind>()
const byContract = new Map<string, Map<string, EventKind>>()
const byName = new Map<string, EventKind[]>()
for (const line of list.trim().split('\n')) {
  const [number, contract = '', name = '', selector] = line.split(' ')
  const kind = { id: Number(number), contract, name, selector: selector as Hex }
  byId.set(kind.id, kind)
  const ofContract = byContract.get(contract) ?? new Map<string, EventKind>()
  byContract.set(contract, ofContract.set(name, kind))
  byName.set(name, [...(byName.get(name) ?? []), kind])
}

export const eventKinds: readonly EventKind[] = [...byId.values()]

/** Throws TypeError for an event that is not in the list: the list has to be added to first. */
export function eventKindOf(contract: string, name: string): EventKind {
  const kind = byContract.get(contract)?.get(name)
  if (kind === undefined) {
    throw new TypeError(`${contract} has no event ${name} in packages/core/src/event-kinds.ts.`)
  }
  return kind
}

/** Throws TypeError for a number nothing is stored by. */
export function eventKindById(id: number): EventKind {
  const kind = byId.get(id)
  if (kind === undefined) throw new TypeError(`No event is stored as kind ${id}.`)
  return kind
}

/** The numbers of all events of these names, whichever contract emits them; none for a name no event has. */
export function eventKindsNamed(...names: readonly string[]): number[] {
  return names.flatMap((name) => (byName.get(name) ?? []).map(({ id }) => id))
}
