// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRewards} from "../../src/interfaces/IRewards.sol";
import {Rewards} from "../../src/Rewards.sol";
import {RewardsState} from "../../src/RewardsState.sol";
import {RewardsTest} from "../support/RewardsTest.sol";
import {Wallet1271} from "../support/Wallet1271.sol";

contract RewardsPostTest is RewardsTest {
    function test_PostRoot_MakeTheRootClaimableAfterTheDelay() public {
        _endEpoch(1);
        uint64 claimableAt = uint64(vm.getBlockTimestamp()) + CHALLENGE;
        vm.expectEmit(true, true, true, true, address(rewards));
        emit IRewards.RootPosted(1, _rootOfTwo(3e18, 4e18), 7e18, "data", claimableAt);
        _post(1, _rootOfTwo(3e18, 4e18), 7e18);
        vm.assertEq(rewards.lastEpoch(), 1, "last");
        _expectStatus(1, IRewards.RootStatus.Pending);
        _skip(CHALLENGE - 1);
        _expectStatus(1, IRewards.RootStatus.Pending);
        vm.expectRevert(
            abi.encodeWithSelector(IRewards.RootNotClaimable.selector, 1, IRewards.RootStatus.Pending)
        );
        _claim(1, 3e18, 4e18);
        _skip(1);
        _expectStatus(1, IRewards.RootStatus.Claimable);
        _expectStatus(2, IRewards.RootStatus.None);
    }

    function test_EpochAt_CountEpochsFromOneAtGenesis() public view {
        uint64 genesis = rewards.genesisAt();
        vm.assertEq(rewards.epochAt(genesis - 1), 0, "before");
        vm.assertEq(rewards.epochAt(genesis), 1, "first second");
        vm.assertEq(rewards.epochAt(genesis + EPOCH - 1), 1, "last second");
        vm.assertEq(rewards.epochAt(genesis + EPOCH), 2, "next");
    }

    function testFuzz_PostRoot_RevertWithEpochOutOfOrder(uint64 epoch) public {
        _publish(1, 1e18, 1e18);
        vm.assume(epoch != 2 && epoch != 0);
        vm.warp(rewards.genesisAt() + 10 * EPOCH);
        bytes32 digest = _rootDigest(epoch, "root", 2e18, "data", 0);
        (address[] memory signers, bytes[] memory signatures) = _signatures(digest, QUORUM);
        vm.expectRevert(abi.encodeWithSelector(IRewards.EpochOutOfOrder.selector, 2, epoch));
        rewards.postRoot(epoch, "root", 2e18, "data", signers, signatures);
    }

    function testFuzz_PostRoot_RevertWithEpochNotOver(uint256 early) public {
        uint64 endsAt = rewards.genesisAt() + EPOCH;
        vm.warp(_bound(early, rewards.genesisAt(), endsAt - 1));
        (address[] memory signers, bytes[] memory signatures) =
            _signatures(_rootDigest(1, "root", 0, "data", 0), QUORUM);
        vm.expectRevert(abi.encodeWithSelector(IRewards.EpochNotOver.selector, 1, endsAt));
        rewards.postRoot(1, "root", 0, "data", signers, signatures);
    }

    function testFuzz_PostRoot_RevertWithEmissionExceeded(uint256 total) public {
        _endEpoch(1);
        uint256 maximum = rewards.emissionThrough(1);
        total = _bound(total, maximum + 1, type(uint256).max);
        (address[] memory signers, bytes[] memory signatures) =
            _signatures(_rootDigest(1, "root", total, "data", 0), QUORUM);
        vm.expectRevert(abi.encodeWithSelector(IRewards.EmissionExceeded.selector, total, maximum));
        rewards.postRoot(1, "root", total, "data", signers, signatures);
        _post(1, "root", maximum);
    }

    function testFuzz_PostRoot_RevertWithTotalFell(uint256 total) public {
        _publish(1, 3e18, 4e18);
        _endEpoch(2);
        total = _bound(total, 0, 7e18 - 1);
        (address[] memory signers, bytes[] memory signatures) =
            _signatures(_rootDigest(2, "root", total, "data", 0), QUORUM);
        vm.expectRevert(abi.encodeWithSelector(IRewards.TotalFell.selector, 7e18, total));
        rewards.postRoot(2, "root", total, "data", signers, signatures);
        _post(2, _rootOfTwo(3e18, 4e18), 7e18);
    }

    function test_PostRoot_RevertWithEmptyRoot() public {
        _endEpoch(1);
        (address[] memory signers, bytes[] memory signatures) =
            _signatures(_rootDigest(1, 0, 0, "data", 0), QUORUM);
        vm.expectRevert(abi.encodeWithSelector(IRewards.EmptyRoot.selector));
        rewards.postRoot(1, 0, 0, "data", signers, signatures);
    }

    function test_PostRoot_RevertWithWhatIsWrong() public {
        _endEpoch(1);
        bytes32 digest = _rootDigest(1, "root", 0, "data", 0);
        (address[] memory signers, bytes[] memory signatures) = _signatures(digest, QUORUM - 1);
        _expectPostRevert(
            abi.encodeWithSelector(IRewards.QuorumNotReached.selector, QUORUM - 1, QUORUM),
            signers,
            signatures
        );

        (signers, signatures) = _signatures(digest, QUORUM);
        (signers[1], signatures[1]) = (signers[0], signatures[0]);
        _expectPostRevert(
            abi.encodeWithSelector(IRewards.SignersNotAscending.selector, signers[0]), signers, signatures
        );

        (signers, signatures) = _signatures(digest, QUORUM);
        signers[1] = address(type(uint160).max);
        _expectPostRevert(
            abi.encodeWithSelector(IRewards.NotAttestor.selector, signers[1]), signers, signatures
        );

        (signers, signatures) = _signatures(digest, QUORUM + 1);
        signatures[2] = signatures[1];
        _expectPostRevert(
            abi.encodeWithSelector(IRewards.InvalidSignature.selector, signers[2]), signers, signatures
        );

        (signers,) = _signatures(digest, QUORUM + 1);
        (, signatures) = _signatures(digest, QUORUM);
        _expectPostRevert(
            abi.encodeWithSelector(IRewards.SignatureCountMismatch.selector, QUORUM + 1, QUORUM),
            signers,
            signatures
        );
    }

    function testFuzz_PostRoot_RevertWhicheverFieldDiffers(uint8 field, uint256 junk) public {
        _publish(1, 1, 1);
        _endEpoch(2);
        bytes32 digest = _rootDigest(2, "root", 9, "data", 0);
        field = uint8(_bound(field, 0, 4));
        junk = _bound(junk, 10, type(uint128).max);
        if (field == 0) digest = _rootDigest(uint64(junk), "root", 9, "data", 0);
        if (field == 1) digest = _rootDigest(2, bytes32(junk), 9, "data", 0);
        if (field == 2) digest = _rootDigest(2, "root", junk, "data", 0);
        if (field == 3) digest = _rootDigest(2, "root", 9, bytes32(junk), 0);
        if (field == 4) digest = _rootDigest(2, "root", 9, "data", junk);
        (address[] memory signers, bytes[] memory signatures) = _signatures(digest, QUORUM);
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidSignature.selector, signers[0]));
        rewards.postRoot(2, "root", 9, "data", signers, signatures);
    }

    function test_PostRoot_RefuseItsOldSignatures() public {
        _endEpoch(1);
        (address[] memory signers, bytes[] memory signatures) =
            _signatures(_rootDigest(1, "root", 5, "data", 0), QUORUM);
        rewards.postRoot(1, "root", 5, "data", signers, signatures);
        vm.prank(guardian);
        rewards.veto(1);
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidSignature.selector, signers[0]));
        rewards.postRoot(1, "root", 5, "data", signers, signatures);
        _post(1, _rootOfTwo(2, 3), 5);
    }

    function test_Veto_WithdrawTheEpochAndAllAfterIt() public {
        _publish(1, 1e18, 1e18);
        vm.warp(rewards.genesisAt() + 5 * EPOCH);
        _post(2, _rootOfTwo(2e18, 2e18), 4e18);
        _post(3, _rootOfTwo(3e18, 3e18), 6e18);
        vm.expectEmit(true, true, true, true, address(rewards));
        emit IRewards.RootVetoed(2, _rootOfTwo(2e18, 2e18));
        vm.prank(guardian);
        rewards.veto(2);
        vm.assertEq(rewards.lastEpoch(), 1, "back to the one before");
        _expectStatus(1, IRewards.RootStatus.Claimable);
        _expectStatus(2, IRewards.RootStatus.Vetoed);
        _expectStatus(3, IRewards.RootStatus.Vetoed);
        _skip(CHALLENGE);
        vm.expectRevert(
            abi.encodeWithSelector(IRewards.RootNotClaimable.selector, 3, IRewards.RootStatus.Vetoed)
        );
        _claim(3, 3e18, 3e18);
        _post(2, _rootOfTwo(1e18, 2e18), 3e18);
        _expectStatus(2, IRewards.RootStatus.Pending);
        _expectStatus(3, IRewards.RootStatus.Vetoed);
        _skip(CHALLENGE);
        vm.assertEq(_claim(2, 1e18, 2e18), 1e18, "the new root pays");
    }

    function test_Veto_RevertWithRootNotPending() public {
        _publish(1, 1e18, 1e18);
        vm.startPrank(guardian);
        vm.expectRevert(
            abi.encodeWithSelector(IRewards.RootNotPending.selector, 1, IRewards.RootStatus.Claimable)
        );
        rewards.veto(1);
        vm.expectRevert(abi.encodeWithSelector(IRewards.RootNotPending.selector, 2, IRewards.RootStatus.None));
        rewards.veto(2);
    }

    function test_PostRoot_AcceptAnAttestorThatIsAContract() public {
        Wallet1271 wallet = new Wallet1271(vm.addr(attestorKeys[0]));
        address[] memory list = new address[](1);
        list[0] = address(wallet);
        vm.prank(admin);
        rewards.setAttestors(list, 1);
        _endEpoch(1);
        bytes[] memory signatures = new bytes[](1);
        signatures[0] = _sign(attestorKeys[1], _rootDigest(1, "root", 0, "data", 0));
        _expectPostRevert(
            abi.encodeWithSelector(IRewards.InvalidSignature.selector, list[0]), list, signatures
        );
        signatures[0] = _sign(attestorKeys[0], _rootDigest(1, "root", 0, "data", 0));
        rewards.postRoot(1, "root", 0, "data", list, signatures);
    }

    function test_SetAttestors_RefuseTheirSignatures() public {
        _endEpoch(1);
        (address[] memory signers, bytes[] memory signatures) =
            _signatures(_rootDigest(1, "root", 0, "data", 0), QUORUM);
        address[] memory list = new address[](1);
        list[0] = admin;
        vm.expectEmit(true, true, true, true, address(rewards));
        emit IRewards.AttestorsChanged(list, 1);
        vm.prank(admin);
        rewards.setAttestors(list, 1);
        _expectPostRevert(
            abi.encodeWithSelector(IRewards.NotAttestor.selector, signers[0]), signers, signatures
        );
        vm.assertEq(rewards.attestors().length, 1, "replaced");
    }

    function testFuzz_SetAttestors_RevertWithInvalidQuorum(uint256 quorum) public {
        uint256 count = _attestors().length;
        vm.assume(quorum < QUORUM || quorum > count);
        vm.startPrank(admin);
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidQuorum.selector, quorum, count));
        rewards.setAttestors(_attestors(), quorum);
        rewards.setAttestors(_attestors(), count);
        vm.assertEq(rewards.quorum(), count, "all of them is a majority");
        vm.stopPrank();
    }

    function test_SetAttestors_RevertWithAttestorsNotAscending() public {
        address[] memory list = new address[](2);
        (list[0], list[1]) = (admin, admin);
        vm.startPrank(admin);
        vm.expectRevert(abi.encodeWithSelector(IRewards.AttestorsNotAscending.selector, admin));
        rewards.setAttestors(list, 2);
        (list[0], list[1]) = (address(0), admin);
        vm.expectRevert(abi.encodeWithSelector(IRewards.AttestorsNotAscending.selector, address(0)));
        rewards.setAttestors(list, 2);
    }

    function test_Constructor_RevertWithInvalidParameter() public {
        RewardsState.Parameters memory p = _rewardsParameters(QUORUM);
        p.epochLength = 0;
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidParameter.selector, bytes32("epochLength"), 0));
        new Rewards(address(manager), token, staking, p);
        p = _rewardsParameters(QUORUM);
        p.halvingEpochs = 0;
        vm.expectRevert(
            abi.encodeWithSelector(IRewards.InvalidParameter.selector, bytes32("halvingEpochs"), 0)
        );
        new Rewards(address(manager), token, staking, p);
    }

    function _expectPostRevert(bytes memory reason, address[] memory signers, bytes[] memory signatures)
        private
    {
        vm.expectRevert(reason);
        rewards.postRoot(1, "root", 0, "data", signers, signatures);
    }

    function _expectStatus(uint64 epoch, IRewards.RootStatus status) private view {
        vm.assertEq(uint8(rewards.rootStatus(epoch)), uint8(status), "status");
    }
}
