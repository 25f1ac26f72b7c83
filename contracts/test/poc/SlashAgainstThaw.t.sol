// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NetworkTest} from "../support/NetworkTest.sol";

/// @title Leaving ahead of a slash, or paying for one that was before one's time.
contract SlashAgainstThawTest is NetworkTest {
    address internal operator;
    address internal alice;
    address internal bob;

    function setUp() public override {
        super.setUp();
        operator = _account("operator");
        alice = _account("alice");
        bob = _account("bob");
    }

    function testFuzz_attack_requestingAnUnstakeEscapesNothing(uint256 assets) public {
        uint256 shares = _stakeAs(alice, operator, 100e18);
        _stakeAs(bob, operator, 100e18);
        assets = _bound(assets, 1e6, 100e18);
        vm.prank(alice);
        uint256 id = staking.requestUnstake(operator, shares);
        _slash(operator, assets, "incident");
        _skip(THAW);
        uint256 paid = staking.withdraw(id);
        vm.assertApproxEqAbs(
            paid, staking.stakeOf(operator, bob), 4, "the one who left lost what the other lost"
        );
    }

    function testFuzz_attack_stakingAfterASlashPaysForNothing(uint256 assets) public {
        _stakeAs(alice, operator, 100e18);
        _slash(operator, 50e18, "incident");
        assets = _bound(assets, MIN_STAKE, 1_000_000e18);
        _stakeAs(bob, operator, assets);
        vm.assertApproxEqAbs(staking.stakeOf(operator, bob), assets, 1, "bob");
        vm.assertApproxEqAbs(staking.stakeOf(operator, alice), 50e18, 1, "alice");
    }
}
