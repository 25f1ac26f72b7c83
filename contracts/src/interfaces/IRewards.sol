// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Epoch rewards: one cumulative Merkle root per epoch, attested, delayed, then claimable.
/// Leaf = keccak256(bytes.concat(keccak256(abi.encode(chainId, rewards, token, operator, cumulativeAmount)))).
interface IRewards {
    enum RootStatus {
        None,
        Pending,
        Claimable,
        Vetoed
    }

    struct Root {
        bytes32 root;
        bytes32 dataHash;
        uint256 cumulativeTotal;
        uint64 postedAt;
        uint64 claimableAt;
    }

    struct Claim {
        uint64 epoch;
        address operator;
        uint256 cumulativeAmount;
        bytes32[] proof;
    }

    event RootPosted(
        uint64 indexed epoch, bytes32 indexed root, uint256 cumulativeTotal, bytes32 dataHash, uint64 claimableAt
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

    /// @dev Attestors sign EIP-712 EpochRoot(uint64 epoch,bytes32 root,uint256 cumulativeTotal,bytes32 dataHash).
    /// signers ascending, one signature each; ERC-1271 accepted.
    function postRoot(
        uint64 epoch,
        bytes32 root,
        uint256 cumulativeTotal,
        bytes32 dataHash,
        address[] calldata signers,
        bytes[] calldata signatures
    ) external;

    function veto(uint64 epoch) external;
    function claim(uint64 epoch, address operator, uint256 cumulativeAmount, bytes32[] calldata proof)
        external
        returns (uint256 amount);
    /// @dev Entries with nothing to claim are skipped; a wrong proof reverts the batch.
    function claimMany(Claim[] calldata claims) external returns (uint256 amount);

    function rootOf(uint64 epoch) external view returns (Root memory);
    function rootStatus(uint64 epoch) external view returns (RootStatus);
    function lastEpoch() external view returns (uint64);
    function genesisAt() external view returns (uint64);
    function epochLength() external view returns (uint64);
    /// @dev Epoch n (from 1) runs over [genesisAt + (n-1)·epochLength, genesisAt + n·epochLength).
    function epochAt(uint64 timestamp) external view returns (uint64);
    /// @dev Most that epochs 1..epoch may pay together, by the halving curve.
    function emissionThrough(uint64 epoch) external view returns (uint256);
    function claimedOf(address operator) external view returns (uint256);
    function totalClaimed() external view returns (uint256);
    function attestors() external view returns (address[] memory);
    function quorum() external view returns (uint256);
}
