// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStaking} from "../../src/interfaces/IStaking.sol";
import {NetworkTest} from "../support/NetworkTest.sol";

contract StakingSlashTest is NetworkTest {
    address internal operator;
    address internal alice;
    address internal bob;

    function setUp() public override {
        super.setUp();
        operator = _account("operator");
        alice = _account("alice");
        bob = _account("bob");
    }

    function testFuzz_Slash_BiteBothAlikeAndBurn(uint256 part, uint256 assets) public {
        _stakeAs(alice, operator, 100e18);
        uint256 shares = _stakeAs(bob, operator, 100e18);
        part = _bound(part, 1e24, shares);
        if (shares - part < 1e24 + 1) part = shares;
        vm.prank(bob);
        uint256 id = staking.requestUnstake(operator, part);
        uint256 active = staking.activeAssetsOf(operator);
        uint256 thawing = staking.requestAssets(id);
        uint256 supply = token.totalSupply();

        assets = _bound(assets, 1, 100e18);
        uint256 slashed = _slash(operator, assets, "incident");

        vm.assertApproxEqAbs(slashed, assets, 2, "within the maximum share");
        vm.assertEq(supply - token.totalSupply(), slashed, "burned");
        uint256 activeLost = active - staking.activeAssetsOf(operator);
        vm.assertApproxEqAbs(activeLost, (slashed * active) / (active + thawing), 2, "active, pro rata");
        vm.assertApproxEqAbs(
            thawing - staking.requestAssets(id),
            (slashed * thawing) / (active + thawing),
            4,
            "thawing, pro rata"
        );
    }

    function testFuzz_Slash_TakeTheMaximumShare(uint256 stakeAssets, uint256 assets) public {
        stakeAssets = _bound(stakeAssets, MIN_STAKE, 100_000_000e18);
        assets = _bound(assets, stakeAssets / 2, type(uint256).max);
        _stakeAs(alice, operator, stakeAssets);
        vm.assertEq(_slash(operator, assets, "incident"), stakeAssets / 2, "half, by maxSlashBps");
    }

    function test_Slash_RevertWithIncidentAlreadySlashed() public {
        _stakeAs(alice, operator, 100e18);
        _stakeAs(bob, bob, 100e18);
        _slash(operator, 1e18, "incident");
        vm.startPrank(court);
        vm.expectRevert(abi.encodeWithSelector(IStaking.IncidentAlreadySlashed.selector, bytes32("incident")));
        staking.slash(operator, 1e18, "incident");
        vm.expectRevert(abi.encodeWithSelector(IStaking.IncidentAlreadySlashed.selector, bytes32("incident")));
        staking.slash(bob, 1e18, "incident");
        vm.assertTrue(staking.isSlashed("incident"), "recorded");
    }

    function test_Slash_RevertWithNothingToSlashAndKeepTheIncidentOpen() public {
        vm.startPrank(court);
        vm.expectRevert(abi.encodeWithSelector(IStaking.NothingToSlash.selector, operator));
        staking.slash(operator, 1e18, "incident");
        vm.assertTrue(!staking.isSlashed("incident"), "still open");
    }

    function test_Slash_LeaveThemAlone() public {
        _stakeAs(alice, operator, 100e18);
        _addRewards(operator, 100e18);
        _slash(operator, type(uint256).max, "incident");
        vm.assertEq(staking.poolOf(operator).streamRemaining, 100e18, "untouched");
        _skip(STREAM);
        vm.assertEq(staking.activeAssetsOf(operator), 150e18, "and reaches the pool");
    }

    function testFuzz_Slash_LetEverybodyLeaveWithTheirPart(uint8 rounds) public {
        uint256 aliceShares = _stakeAs(alice, operator, 100e18);
        uint256 bobShares = _stakeAs(bob, operator, 300e18);
        uint256 count = _bound(rounds, 1, 40);
        for (uint256 i = 0; i < count; ++i) {
            _slash(operator, type(uint256).max, bytes32(i + 1));
        }
        uint256 left = staking.activeAssetsOf(operator);
        vm.prank(alice);
        uint256 first = staking.requestUnstake(operator, aliceShares);
        vm.prank(bob);
        uint256 second = staking.requestUnstake(operator, bobShares);
        _skip(THAW);
        vm.assertApproxEqAbs(staking.withdraw(first), left / 4, 2, "a quarter");
        vm.assertApproxEqAbs(staking.withdraw(second), (left * 3) / 4, 2, "three quarters");
    }

    /// Crumbs of 3, 2 and 2 wei with a slash between them leave 1 wei in a thaw that nobody has shares in.
    function test_Withdraw_JoinTheDustToTheStake() public {
        _stakeAs(alice, operator, 1_000e18);
        vm.startPrank(alice);
        uint256 first = staking.requestUnstake(operator, 3e6);
        uint256 second = staking.requestUnstake(operator, 2e6);
        vm.stopPrank();
        _slash(operator, 250e18, "incident");
        vm.prank(alice);
        uint256 third = staking.requestUnstake(operator, 2.7e6);
        uint256 active = staking.activeAssetsOf(operator);
        vm.assertEq(staking.poolOf(operator).thawingAssets, 6, "3 + 2 - 1 + 2");
        _skip(THAW);
        uint256 paid = staking.withdraw(second);
        paid += staking.withdraw(first);
        paid += staking.withdraw(third);
        vm.assertEq(paid, 5, "rounded against the staker");
        vm.assertEq(staking.activeAssetsOf(operator), active + 1, "the wei joined the stake");
        vm.assertEq(token.balanceOf(address(staking)), active + 1, "and is held");
    }

    /// Each slash of a half makes the shares of an asset twice as many; they must still fit.
    function test_Slash_TakeNewStakeAfterFortySlashesOfAHalfAndLetItLeave() public {
        uint256 shares = _stakeAs(alice, operator, 400_000_000e18);
        vm.prank(alice);
        uint256 first = staking.requestUnstake(operator, shares / 2);
        for (uint256 i = 0; i < 40; ++i) {
            _slash(operator, type(uint256).max, bytes32(i + 1));
        }
        uint256 bobs = _stakeAs(bob, operator, 100_000_000e18);
        vm.assertApproxEqAbs(staking.stakeOf(operator, bob), 100_000_000e18, 1, "worth what was paid");
        vm.prank(bob);
        uint256 second = staking.requestUnstake(operator, bobs);
        _skip(THAW);
        vm.assertApproxEqAbs(staking.withdraw(second), 100_000_000e18, 2, "and leaves");
        vm.assertLe(staking.withdraw(first), 400_000_000e18 >> 40, "what the slashes left");
    }

    function test_CancelUnstake_RevertAndLeaveTheWithdrawalOpen() public {
        uint256 shares = _stakeAs(alice, operator, MIN_STAKE);
        vm.startPrank(alice);
        uint256 id = staking.requestUnstake(operator, shares);
        vm.stopPrank();
        _slash(operator, MIN_STAKE / 2, "incident");
        uint256 worth = staking.requestAssets(id);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IStaking.StakeBelowMinimum.selector, worth, MIN_STAKE));
        staking.cancelUnstake(id);
        _skip(THAW);
        vm.assertEq(staking.withdraw(id), worth, "paid");
    }
}
