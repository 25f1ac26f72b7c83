// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

import {IStaking} from "../../src/interfaces/IStaking.sol";
import {Staking} from "../../src/Staking.sol";
import {StakingState} from "../../src/StakingState.sol";
import {PermitTest} from "../support/PermitTest.sol";

contract StakingStakeTest is PermitTest {
    address internal operator;
    address internal alice;

    function setUp() public override {
        super.setUp();
        operator = _account("operator");
        alice = _account("alice");
    }

    function testFuzz_Stake_MoveTheTokensAndBeWorthWhatWasPaid(uint256 assets) public {
        assets = _bound(assets, MIN_STAKE, 100_000_000e18);
        uint256 preview = staking.previewStake(operator, assets);
        uint256 shares = _stakeAs(alice, operator, assets);
        vm.assertEq(shares, preview, "preview");
        vm.assertEq(staking.sharesOf(operator, alice), shares, "shares");
        vm.assertEq(token.balanceOf(alice), 0, "alice paid");
        vm.assertEq(token.balanceOf(address(staking)), assets, "staking holds it");
        vm.assertApproxEqAbs(staking.stakeOf(operator, alice), assets, 1, "worth it");
        vm.assertLe(staking.stakeOf(operator, alice), assets, "rounded against the staker");
    }

    function test_Stake_EmitTheResultingState() public {
        _fund(alice, 5e18);
        vm.expectEmit(true, true, true, true, address(staking));
        emit IStaking.Staked(operator, alice, 5e18, 5e24, 5e24);
        vm.expectEmit(true, true, true, true, address(staking));
        emit IStaking.PoolUpdated(operator, 5e18, 5e24, 0, 0, 0, 0);
        vm.prank(alice);
        staking.stake(operator, 5e18);
    }

    function testFuzz_OnTransferReceived_StakeInOnePrompt(uint256 assets) public {
        assets = _bound(assets, MIN_STAKE, 1_000_000e18);
        vm.prank(treasury);
        token.transfer(alice, assets);
        vm.prank(alice);
        token.transferAndCall(address(staking), assets, abi.encode(operator));
        vm.assertApproxEqAbs(staking.stakeOf(operator, alice), assets, 1, "staked");
        vm.assertEq(token.allowance(alice, address(staking)), 0, "no allowance was needed");
    }

    function test_OnTransferReceived_RevertWithInvalidData() public {
        vm.startPrank(treasury);
        bytes[3] memory bad = [bytes(""), abi.encode(operator, 1), abi.encode(type(uint256).max)];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IStaking.InvalidData.selector, bad[i]));
            token.transferAndCall(address(staking), 5e18, bad[i]);
        }
        vm.expectRevert(abi.encodeWithSelector(IStaking.InvalidOperator.selector, address(0)));
        token.transferAndCall(address(staking), 5e18, abi.encode(address(0)));
    }

    function testFuzz_OnTransferReceived_RevertWithUnknownToken(address caller) public {
        vm.assume(caller != address(token));
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IStaking.UnknownToken.selector, caller));
        staking.onTransferReceived(alice, alice, 1e27, abi.encode(operator));
    }

    function testFuzz_StakeWithPermit_StakeWithoutAnAllowance(uint256 assets) public {
        assets = _bound(assets, MIN_STAKE, 1_000_000e18);
        vm.prank(treasury);
        token.transfer(alice, assets);
        (uint8 v, bytes32 r, bytes32 s) = _permit("alice", address(staking), assets);
        vm.prank(alice);
        staking.stakeWithPermit(operator, assets, type(uint256).max, v, r, s);
        vm.assertApproxEqAbs(staking.stakeOf(operator, alice), assets, 1, "staked");
    }

    function testFuzz_Stake_RevertWithStakeBelowMinimumUnlessItTopsUp(uint256 assets) public {
        assets = _bound(assets, 0, MIN_STAKE - 1);
        _fund(alice, 10e18);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IStaking.StakeBelowMinimum.selector, assets, MIN_STAKE));
        staking.stake(operator, assets);
        staking.stake(operator, MIN_STAKE);
        if (assets != 0) staking.stake(operator, assets);
        vm.assertApproxEqAbs(staking.stakeOf(operator, alice), MIN_STAKE + assets, 1, "topped up");
    }

    function test_Pause_StopDepositsAndNeverExits() public {
        _stakeAs(alice, operator, 10e18);
        vm.prank(alice);
        uint256 first = staking.requestUnstake(operator, 2e24);
        vm.prank(guardian);
        staking.pause();

        _fund(alice, 5e18);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(Pausable.EnforcedPause.selector));
        staking.stake(operator, 1e18);
        vm.expectRevert(abi.encodeWithSelector(Pausable.EnforcedPause.selector));
        staking.stakeWithPermit(operator, 1e18, 0, 0, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(Pausable.EnforcedPause.selector));
        token.transferAndCall(address(staking), 1e18, abi.encode(operator));

        uint256 second = staking.requestUnstake(operator, 2e24);
        staking.cancelUnstake(second);
        _skip(THAW);
        vm.assertApproxEqAbs(staking.withdraw(first), 2e18, 1, "paid out while paused");
        vm.stopPrank();
    }

    function test_Unpause_OpenDepositsAgain() public {
        _fund(alice, 5e18);
        vm.prank(guardian);
        staking.pause();
        vm.prank(admin);
        staking.unpause();
        vm.prank(alice);
        staking.stake(operator, 1e18);
        vm.assertApproxEqAbs(staking.stakeOf(operator, alice), 1e18, 1, "staked");
    }

    function testFuzz_StakeFor_StakeWhatWasMintedForAnother(uint256 assets, bool paused) public {
        assets = _bound(assets, MIN_STAKE, 1_000_000e18);
        if (paused) {
            vm.prank(guardian);
            staking.pause();
        }
        vm.startPrank(address(rewards));
        token.mintRewards(address(staking), assets, address(0), 0);
        uint256 shares = staking.stakeFor(operator, alice, assets);
        vm.assertEq(staking.sharesOf(operator, alice), shares, "hers");
        vm.assertApproxEqAbs(staking.stakeOf(operator, alice), assets, 1, "worth what was paid");
        vm.assertEq(token.balanceOf(address(staking)), assets, "what was minted, and no more");
    }

    function testFuzz_StakeFor_RevertWithNotRewards(address caller) public {
        vm.assume(caller != address(rewards));
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IStaking.NotRewards.selector, caller));
        staking.stakeFor(operator, alice, 1e18);
    }

    function testFuzz_Constructor_RevertWithThawTooShort(uint64 thaw) public {
        StakingState.Parameters memory p = _stakingParameters();
        uint64 required = p.evidenceWindow + p.courtDelay;
        p.thawPeriod = uint64(_bound(thaw, 0, required - 1));
        vm.expectRevert(abi.encodeWithSelector(IStaking.ThawTooShort.selector, p.thawPeriod, required));
        new Staking(address(manager), token, p);
    }

    function test_Constructor_AcceptAThawAsLongAsEvidenceAndCourt() public {
        StakingState.Parameters memory p = _stakingParameters();
        p.thawPeriod = p.evidenceWindow + p.courtDelay;
        vm.assertEq(new Staking(address(manager), token, p).thawPeriod(), p.thawPeriod, "deployed");
    }

    function test_Constructor_RevertWithInvalidParameter() public {
        StakingState.Parameters memory p = _stakingParameters();
        p.streamPeriod = 0;
        _expectInvalid("streamPeriod", 0, p);
        p.streamPeriod = 365 days + 1;
        _expectInvalid("streamPeriod", 365 days + 1, p);
        p = _stakingParameters();
        p.commissionDelay = 365 days + 1;
        _expectInvalid("commissionDelay", 365 days + 1, p);
        p = _stakingParameters();
        p.minimumStake = 0;
        _expectInvalid("minimumStake", 0, p);
        p = _stakingParameters();
        p.maxCommissionBps = 10_001;
        _expectInvalid("maxCommissionBps", 10_001, p);
        p = _stakingParameters();
        p.maxSlashBps = 10_000;
        _expectInvalid("maxSlashBps", 10_000, p);
        p.maxSlashBps = 0;
        _expectInvalid("maxSlashBps", 0, p);
    }

    function test_Constructor_AcceptEveryLimitAtItsEdge() public {
        StakingState.Parameters memory p = _stakingParameters();
        (p.streamPeriod, p.minimumStake) = (1, 1);
        (p.maxCommissionBps, p.maxSlashBps) = (10_000, 9_999);
        Staking deployed = new Staking(address(manager), token, p);
        vm.assertEq(deployed.maxCommissionBps(), 10_000, "all of the rewards");
        vm.assertEq(deployed.maxSlashBps(), 9_999, "all but a share of the pool");
        (p.streamPeriod, p.commissionDelay) = (365 days, 365 days);
        deployed = new Staking(address(manager), token, p);
        vm.assertEq(deployed.streamPeriod() + deployed.commissionDelay(), 730 days, "a year each");
    }

    function _expectInvalid(bytes32 name, uint256 value, StakingState.Parameters memory p) private {
        vm.expectRevert(abi.encodeWithSelector(IStaking.InvalidParameter.selector, name, value));
        new Staking(address(manager), token, p);
    }
}
