// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IN3Token} from "./IN3Token.sol";

/// @title Epoch rewards: one cumulative Merkle root per epoch, attested, delayed, then claimable.
/// @notice Amounts are N3 wei, times unix seconds, epochs counted from 1.
/// Leaf = keccak256(bytes.concat(keccak256(abi.encode(chainId, rewards, token, operator, cumulativeAmount)))).
/// @dev Pairs are hashed in sorted order (OpenZeppelin MerkleProof). Holds no tokens between calls: a claim mints.
/// WARNING: what a root says is the attestors' word; the contract bounds it by quorum, order, delay, veto and
/// the emission curve, and the published file (dataHash) lets anyone recompute it.
interface IRewards {
    enum RootStatus {
        None,
        Pending,
        Claimable,
        Vetoed
    }

    struct Root {
        bytes32 root;
        /// keccak256 of the epoch file's bytes.
        bytes32 dataHash;
        /// Sum of all leaves.
        uint256 cumulativeTotal;
        uint64 postedAt;
        uint64 claimableAt;
    }

    enum ClaimStatus {
        Claimable,
        /// All of it was claimed before.
        NothingToClaim,
        /// A newcomer's rewards wait until they make a first stake; see BelowFirstStake.
        BelowFirstStake
    }

    /// What a claim would do at this moment.
    struct ClaimState {
        /// Earned and not claimed.
        uint256 amount;
        /// The operator's part. With toPool it is the amount when Claimable; else both are 0.
        uint256 commission;
        uint256 toPool;
        /// The operator's part would be staked for it, not paid.
        bool lockedAsStake;
        ClaimStatus status;
    }

    struct Claim {
        uint64 epoch;
        address operator;
        uint256 cumulativeAmount;
        bytes32[] proof;
    }

    event RootPosted(
        uint64 indexed epoch,
        bytes32 indexed root,
        uint256 cumulativeTotal,
        bytes32 dataHash,
        uint64 claimableAt
    );
    /// @dev Every root from `epoch` on is withdrawn, since each builds on the one before; lastEpoch becomes epoch - 1.
    event RootVetoed(uint64 indexed epoch, bytes32 indexed root);
    /// @dev amount = commission + toPool. lockedAsStake: the operator's commission was staked for it, not paid.
    event Claimed(
        address indexed operator,
        uint64 indexed epoch,
        uint256 amount,
        uint256 commission,
        uint256 toPool,
        bool lockedAsStake,
        uint256 cumulativeClaimed,
        uint256 totalClaimed
    );
    event AttestorsChanged(address[] attestors, uint256 quorum);

    error InvalidParameter(bytes32 name, uint256 value);
    error AttestorsNotAscending(address attestor);
    /// A quorum is more than half of the attestors, and at most all.
    error InvalidQuorum(uint256 quorum, uint256 attestors);
    error EpochOutOfOrder(uint64 expected, uint64 actual);
    error EpochNotOver(uint64 epoch, uint64 endsAt);
    error EmptyRoot();
    error TotalFell(uint256 previous, uint256 actual);
    error EmissionExceeded(uint256 total, uint256 maximum);
    error SignatureCountMismatch(uint256 signers, uint256 signatures);
    error QuorumNotReached(uint256 signatures, uint256 quorum);
    error SignersNotAscending(address signer);
    error NotAttestor(address signer);
    error InvalidSignature(address signer);
    error RootNotPending(uint64 epoch, RootStatus status);
    error RootNotClaimable(uint64 epoch, RootStatus status);
    error InvalidProof(uint64 epoch, address operator, uint256 cumulativeAmount);
    error NothingToClaim(address operator, uint256 cumulativeAmount, uint256 claimed);
    /// A newcomer's rewards become its first stake, so they wait until they reach the minimum stake.
    error BelowFirstStake(address operator, uint256 amount, uint256 minimumStake);
    error ClaimsExceedTotal(uint256 claims, uint256 total);

    /// @notice Posts the next epoch's root. Anyone may, with signatures of a quorum of attestors over EIP-712
    /// EpochRoot(uint64 epoch,bytes32 root,uint256 cumulativeTotal,bytes32 dataHash,uint256 vetoCount),
    /// domain {name "Network3 Rewards", version "1", chainId, this contract}.
    /// @dev signers ascending, one signature each; ERC-1271 accepted. vetoCount = vetoCount() makes signatures
    /// from before a veto worthless, so that nobody can bring a vetoed root back.
    function postRoot(
        uint64 epoch,
        bytes32 root,
        uint256 cumulativeTotal,
        bytes32 dataHash,
        address[] calldata signers,
        bytes[] calldata signatures
    ) external;

    /// @notice Withdraws a root that is not claimable yet, and all after it. Only the guardian. The epoch may be
    /// posted again.
    function veto(uint64 epoch) external;

    /// @notice Pays what `operator` earned up to `epoch` and has not claimed: commission to the operator, the
    /// rest streamed to its pool. Anyone may call it; the money only ever goes there.
    /// @dev While the operator's self-stake is below the minimum, its part is staked for it. With nobody staked in
    /// its pool all of it is the operator's part. Commission too small for a first stake goes to the pool.
    function claim(uint64 epoch, address operator, uint256 cumulativeAmount, bytes32[] calldata proof)
        external
        returns (uint256 amount);

    /// @dev Entries with nothing to claim are skipped; a wrong proof reverts the batch.
    function claimMany(Claim[] calldata claims) external returns (uint256 amount);

    /// @notice Replaces the attestors (ascending addresses) and their quorum. Only the administrator.
    function setAttestors(address[] calldata attestors, uint256 quorum) external;

    /// @notice Returns if a quorum of the attestors in office signed `digest`; reverts with the errors of postRoot.
    /// @dev Every signature must be good, so that nobody pads a short quorum. The digest must bind its purpose
    /// (EIP-712 domain and type), for the same keys sign for every contract.
    function checkQuorum(bytes32 digest, address[] calldata signers, bytes[] calldata signatures)
        external
        view;

    /// @notice What it pays in, and only it mints.
    function token() external view returns (IN3Token);
    /// @notice The root last posted for an epoch, also if vetoed; rootStatus tells.
    function rootOf(uint64 epoch) external view returns (Root memory);
    function rootStatus(uint64 epoch) external view returns (RootStatus);
    function lastEpoch() external view returns (uint64);
    function vetoCount() external view returns (uint256);
    function genesisAt() external view returns (uint64);
    function epochLength() external view returns (uint64);
    /// @notice Seconds from posting to claimable, the guardian's time to veto.
    function challengeDelay() external view returns (uint64);
    /// @dev Epoch n (from 1) runs over [genesisAt + (n-1)·epochLength, genesisAt + n·epochLength). 0 before genesis.
    function epochAt(uint64 timestamp) external view returns (uint64);
    /// @dev Most that epochs 1..epoch may pay together, by the halving curve.
    function emissionThrough(uint64 epoch) external view returns (uint256);
    /// @notice Epochs until the emission per epoch halves.
    function halvingEpochs() external view returns (uint64);
    /// @notice What a claim of `cumulativeAmount`, an operator's leaf of a claimable root, would do at this moment.
    /// @dev Does not look at roots or proofs: whoever shows it has checked the leaf.
    function claimable(address operator, uint256 cumulativeAmount) external view returns (ClaimState memory);
    function claimedOf(address operator) external view returns (uint256);
    function totalClaimed() external view returns (uint256);
    function attestors() external view returns (address[] memory);
    function quorum() external view returns (uint256);

    function DOMAIN_SEPARATOR() external view returns (bytes32);
}
