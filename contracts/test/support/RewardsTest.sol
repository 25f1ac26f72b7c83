// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

import {NetworkTest} from "./NetworkTest.sol";

/// @title Epochs as attestors make them: leaves, a tree of two or more operators, signatures.
abstract contract RewardsTest is NetworkTest {
    address internal operator;
    address internal other;

    function setUp() public virtual override {
        super.setUp();
        operator = _account("operator");
        other = _account("other");
    }

    function _leaf(address who, uint256 cumulative) internal view returns (bytes32) {
        return _leafOn(block.chainid, address(rewards), address(token), who, cumulative);
    }

    function _leafOn(uint256 chain, address contract_, address token_, address who, uint256 cumulative)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(bytes.concat(keccak256(abi.encode(chain, contract_, token_, who, cumulative))));
    }

    /// @dev Root of the two leaves (operator, a) and (other, b).
    function _rootOfTwo(uint256 a, uint256 b) internal view returns (bytes32) {
        return Hashes.commutativeKeccak256(_leaf(operator, a), _leaf(other, b));
    }

    function _proof(bytes32 sibling) internal pure returns (bytes32[] memory proof) {
        proof = new bytes32[](1);
        proof[0] = sibling;
    }

    function _rootDigest(uint64 epoch, bytes32 root, uint256 total, bytes32 dataHash, uint256 vetoes)
        internal
        view
        returns (bytes32)
    {
        bytes32 structHash = keccak256(
            abi.encode(rewards.EPOCH_ROOT_TYPEHASH(), epoch, root, total, dataHash, vetoes)
        );
        return keccak256(abi.encodePacked(hex"1901", rewards.DOMAIN_SEPARATOR(), structHash));
    }

    function _signatures(bytes32 digest, uint256 count)
        internal
        view
        returns (address[] memory signers, bytes[] memory signatures)
    {
        signers = new address[](count);
        signatures = new bytes[](count);
        for (uint256 i = 0; i < count; ++i) {
            signers[i] = attestorAddresses[i];
            signatures[i] = _sign(attestorKeys[i], digest);
        }
    }

    /// @dev Posts with a full quorum, without waiting for the epoch to end.
    function _post(uint64 epoch, bytes32 root, uint256 total) internal {
        bytes32 digest = _rootDigest(epoch, root, total, "data", rewards.vetoCount());
        (address[] memory signers, bytes[] memory signatures) = _signatures(digest, QUORUM);
        rewards.postRoot(epoch, root, total, "data", signers, signatures);
    }

    /// @dev Waits for the epoch to end, posts (operator: a, other: b), and waits out the challenge.
    function _publish(uint64 epoch, uint256 a, uint256 b) internal {
        _endEpoch(epoch);
        _post(epoch, _rootOfTwo(a, b), a + b);
        _skip(CHALLENGE);
    }

    function _endEpoch(uint64 epoch) internal {
        uint256 endsAt = rewards.genesisAt() + uint256(epoch) * EPOCH;
        if (vm.getBlockTimestamp() < endsAt) vm.warp(endsAt);
    }

    function _claim(uint64 epoch, uint256 a, uint256 b) internal returns (uint256) {
        return rewards.claim(epoch, operator, a, _proof(_leaf(other, b)));
    }

    function _selfStake(address who) internal {
        _stakeAs(who, who, MIN_SELF_STAKE + 1e18);
    }
}
