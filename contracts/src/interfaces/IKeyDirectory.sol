// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What is public about the key-generation centre: its keys, revocations, directory roots, and its end.
/// @notice A generation is one run of distributed key generation: t of n nodes share the secret of one point Ppub.
/// Epochs here are days since 1970 (not reward epochs). Names travel as keccak256 of their bytes.
/// @dev Holds no money. EIP-712 domain {name "Network3 KeyDirectory", version "1", chainId, this contract}.
/// WARNING: ristretto255 signatures are too dear to verify here, so a fraud proof is judged by a quorum of the
/// attestors, who run the public check on its bytes; the bytes are in the event, for anyone to repeat it.
interface IKeyDirectory {
    enum GenerationStatus {
        None,
        Active,
        /// A newer one issues; what this one issued stays valid to its epoch's end.
        Superseded,
        /// Proven or feared to have cheated: nothing it issued counts any more.
        Stopped
    }

    enum StopReason {
        None,
        FraudProven,
        Guardian
    }

    struct Generation {
        /// ristretto255, RFC 9496 encoding.
        bytes32 masterPublicKey;
        uint16 threshold;
        uint16 nodes;
        GenerationStatus status;
        StopReason stopReason;
        uint64 announcedAt;
        uint64 endedAt;
        /// keccak256 of the concatenated public keys of its nodes, in order; the list is in the event.
        bytes32 membersHash;
    }

    struct DirectoryRoot {
        bytes32 root;
        uint64 bundles;
        uint64 postedAt;
    }

    /// @param members one 32-byte verification share per node, in order.
    event GenerationAnnounced(
        uint32 indexed generation, bytes32 indexed masterPublicKey, uint16 threshold, bytes32[] members
    );
    event GenerationStopped(
        uint32 indexed generation, StopReason reason, bytes32 indexed proofHash, bytes proof
    );
    /// @dev userPoint zero: every key of the name. From `epoch` on nothing of it counts.
    event KeyRevoked(
        uint32 indexed generation,
        bytes32 indexed nameHash,
        bytes32 userPoint,
        uint64 epoch,
        address indexed revokedBy
    );
    /// @dev Append-only: bundles never falls from one root of a generation to the next.
    event DirectoryRootPosted(uint32 indexed generation, uint64 indexed epoch, bytes32 root, uint64 bundles);

    error InvalidParameter(bytes32 name, uint256 value);
    error MasterKeyInUse(bytes32 masterPublicKey, uint32 generation);
    error UnknownGeneration(uint32 generation);
    error GenerationNotActive(uint32 generation, GenerationStatus status);
    error GenerationAlreadyStopped(uint32 generation);
    error EpochOutOfOrder(uint64 previous, uint64 actual);
    error EpochInFuture(uint64 epoch, uint64 today);
    error BundlesFell(uint64 previous, uint64 actual);
    error EmptyRoot();
    error NotNameOwner(bytes32 nameHash, address caller);
    error InvalidName(bytes name);
    error AlreadyRevoked(bytes32 nameHash, bytes32 userPoint);
    error EmptyProof();

    /// @notice Announces a generation; the one before is superseded. Only the administrator. n = 3f+1, t = 2f+1.
    /// @return generation from 1.
    function announceGeneration(bytes32 masterPublicKey, uint16 threshold, bytes32[] calldata members)
        external
        returns (uint32 generation);

    /// @notice Ends a generation on a fraud proof, with signatures of a quorum of attestors over EIP-712
    /// FraudVerdict(uint32 generation,bytes32 proofHash), proofHash = keccak256(proof). Anyone may send it.
    /// @param proof two self-certified bundles of one name and epoch with different keys.
    function stopOnFraud(
        uint32 generation,
        bytes calldata proof,
        address[] calldata signers,
        bytes[] calldata signatures
    ) external;

    /// @notice Ends a generation at once, without proof. Only the guardian.
    function stop(uint32 generation) external;

    /// @notice Revokes a key, or with userPoint zero all keys, of a name the caller owns: the account in
    /// did:n3:<address>#<label>, address in lower-case hex.
    function revoke(uint32 generation, bytes calldata name, bytes32 userPoint) external;

    /// @notice The same for a name whose owner lost its key. Only the court.
    function revokeFor(uint32 generation, bytes calldata name, bytes32 userPoint) external;

    /// @notice Posts the Merkle root of all bundles up to an epoch. Only the directory's publisher; epochs
    /// ascending and not in the future.
    function postDirectoryRoot(uint32 generation, uint64 epoch, bytes32 root, uint64 bundles) external;

    function generationOf(uint32 generation) external view returns (Generation memory);
    /// @notice The active one's number; 0 for none.
    function activeGeneration() external view returns (uint32);
    function generationCount() external view returns (uint32);
    /// @notice The first epoch from which the key no longer counts, by itself or by its whole name; 0: not revoked.
    function revokedFrom(uint32 generation, bytes32 nameHash, bytes32 userPoint)
        external
        view
        returns (uint64);
    function directoryRootOf(uint32 generation, uint64 epoch) external view returns (DirectoryRoot memory);
    function lastDirectoryEpoch(uint32 generation) external view returns (uint64);
    function DOMAIN_SEPARATOR() external view returns (bytes32);
}
