// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

import {IRewards} from "../../src/interfaces/IRewards.sol";
import {N3Token} from "../../src/N3Token.sol";
import {Rewards} from "../../src/Rewards.sol";
import {Staking} from "../../src/Staking.sol";
import {Test} from "../support/Test.sol";

/// @title Four operators over many epochs: roots, vetoes, claims of old and new epochs, commissions, stakes.
contract RewardsHandler is Test {
    struct Epoch {
        uint256[4] cumulative;
        bytes32[4] leaves;
    }

    Rewards public immutable rewards;
    Staking public immutable staking;
    N3Token public immutable token;
    address private immutable _guardian;
    uint256 private immutable _attestorKey;
    address private immutable _attestor;

    address[4] public operators;
    /// @dev Highest cumulative amount of an operator in a root that could be claimed when it was.
    mapping(address operator => uint256) public highestClaimed;
    mapping(uint64 epoch => Epoch) private _epochs;

    constructor(Rewards rewards_, Staking staking_, N3Token token_, address guardian, uint256 attestorKey) {
        (rewards, staking, token) = (rewards_, staking_, token_);
        (_guardian, _attestorKey, _attestor) = (guardian, attestorKey, vm.addr(attestorKey));
        for (uint256 i = 0; i < operators.length; ++i) {
            operators[i] = vm.addr(uint256(keccak256(abi.encode("operator", i))));
        }
    }

    /// @dev Each operator's cumulative amount grows by a part of what the curve still allows, or not at all.
    function publish(uint256[4] calldata parts) external {
        uint64 epoch = rewards.lastEpoch() + 1;
        uint256 endsAt = rewards.genesisAt() + uint256(epoch) * rewards.epochLength();
        if (vm.getBlockTimestamp() < endsAt) vm.warp(endsAt);
        uint256 total = rewards.rootOf(epoch - 1).cumulativeTotal;
        uint256 room = rewards.emissionThrough(epoch) - total;
        Epoch storage data = _epochs[epoch];
        for (uint256 i = 0; i < 4; ++i) {
            uint256 before = epoch == 1 ? 0 : _epochs[epoch - 1].cumulative[i];
            uint256 growth = parts[i] % 3 == 0 ? 0 : _bound(parts[i], 0, room / 4);
            data.cumulative[i] = before + growth;
            data.leaves[i] = _leaf(operators[i], data.cumulative[i]);
            total += growth;
        }
        _post(epoch, _root(data), total);
    }

    function veto() external {
        uint64 epoch = rewards.lastEpoch();
        if (rewards.rootStatus(epoch) != IRewards.RootStatus.Pending) return;
        vm.prank(_guardian);
        rewards.veto(epoch);
    }

    function claim(uint256 who, uint64 which) external {
        uint64 last = rewards.lastEpoch();
        if (last == 0) return;
        uint64 epoch = uint64(_bound(which, last > 4 ? last - 4 : 1, last));
        uint256 claimableAt = rewards.rootOf(epoch).claimableAt;
        if (vm.getBlockTimestamp() < claimableAt) vm.warp(claimableAt);
        who %= 4;
        uint256 cumulative = _epochs[epoch].cumulative[who];
        IRewards.Claim[] memory claims = new IRewards.Claim[](1);
        claims[0] = IRewards.Claim(epoch, operators[who], cumulative, _proof(_epochs[epoch], who));
        uint256 due = cumulative > rewards.claimedOf(operators[who])
            ? cumulative - rewards.claimedOf(operators[who])
            : 0;
        uint256 paid = rewards.claimMany(claims);
        vm.assertTrue(paid == due || paid == 0 && due < staking.minimumStake(), "all that is due, or wait");
        if (cumulative > highestClaimed[operators[who]]) highestClaimed[operators[who]] = cumulative;
    }

    function setCommission(uint256 who, uint16 bps) external {
        vm.prank(operators[who % 4]);
        staking.setCommission(uint16(_bound(bps, 0, staking.maxCommissionBps())));
    }

    function exit(uint256 who) external {
        address operator = operators[who % 4];
        uint256 shares = staking.sharesOf(operator, operator);
        if (shares == 0 || staking.openRequestCount(operator) == 64) return;
        vm.prank(operator);
        staking.requestUnstake(operator, shares);
    }

    function pass(uint256 duration) external {
        _skip(_bound(duration, 1, 2 days));
    }

    function _post(uint64 epoch, bytes32 root, uint256 total) private {
        bytes32 structHash = keccak256(
            abi.encode(
                rewards.EPOCH_ROOT_TYPEHASH(), epoch, root, total, bytes32("data"), rewards.vetoCount()
            )
        );
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", rewards.DOMAIN_SEPARATOR(), structHash));
        address[] memory signers = new address[](1);
        bytes[] memory signatures = new bytes[](1);
        (signers[0], signatures[0]) = (_attestor, _sign(_attestorKey, digest));
        rewards.postRoot(epoch, root, total, "data", signers, signatures);
    }

    function _root(Epoch storage data) private view returns (bytes32) {
        return Hashes.commutativeKeccak256(
            Hashes.commutativeKeccak256(data.leaves[0], data.leaves[1]),
            Hashes.commutativeKeccak256(data.leaves[2], data.leaves[3])
        );
    }

    function _proof(Epoch storage data, uint256 who) private view returns (bytes32[] memory proof) {
        uint256 pair = who < 2 ? 2 : 0;
        proof = new bytes32[](2);
        proof[0] = data.leaves[who ^ 1];
        proof[1] = Hashes.commutativeKeccak256(data.leaves[pair], data.leaves[pair + 1]);
    }

    function _leaf(address operator, uint256 cumulative) private view returns (bytes32) {
        bytes memory encoded =
            abi.encode(block.chainid, address(rewards), address(token), operator, cumulative);
        return keccak256(bytes.concat(keccak256(encoded)));
    }
}
