// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GasTest} from "../support/GasTest.sol";
import {PermitTest} from "../support/PermitTest.sol";

/// @title A pool with two stakers, a stream and a thaw, as most calls find it.
contract StakingGasTest is PermitTest, GasTest {
    address private operator;
    address private alice;

    function setUp() public override {
        super.setUp();
        operator = _account("operator");
        alice = _account("alice");
        _stakeAs(operator, operator, 200e18);
        _stakeAs(alice, operator, 200e18);
        _addRewards(operator, 10e18);
        _skip(STREAM / 2);
        _measureOf("Staking", address(staking));
    }

    function test_gasOfDeposits() public {
        address bob = _account("bob");
        _fund(bob, 5e18);
        vm.prank(bob);
        _measure("stake(address,uint256)", abi.encode(operator, 1e18));
        vm.prank(bob);
        _measure("stake(address,uint256)", " again", abi.encode(operator, 1e18));

        address carol = _account("carol");
        vm.prank(treasury);
        token.transfer(carol, 1e18);
        (uint8 v, bytes32 r, bytes32 s) = _permit("carol", address(staking), 1e18);
        vm.prank(carol);
        _measure(
            "stakeWithPermit(address,uint256,uint256,uint8,bytes32,bytes32)",
            abi.encode(operator, 1e18, type(uint256).max, v, r, s)
        );

        vm.prank(treasury);
        token.transfer(address(staking), 1e18);
        vm.prank(address(token));
        _measure(
            "onTransferReceived(address,address,uint256,bytes)",
            abi.encode(bob, bob, 1e18, abi.encode(operator))
        );

        vm.prank(address(rewards));
        token.mintRewards(address(staking), 20e18, address(0), 0);
        vm.prank(address(rewards));
        _measure("stakeFor(address,address,uint256)", abi.encode(operator, operator, 1e18));
        vm.prank(address(rewards));
        _measure("addRewards(address,uint256)", abi.encode(operator, 1e18));
        vm.prank(address(rewards));
        _measure("addRewards(address,uint256)", " to a pool without shares", abi.encode(treasury, 1e18));
    }

    function test_gasOfExits() public {
        vm.prank(alice);
        _measure("requestUnstake(address,uint256)", abi.encode(operator, 10e24));
        vm.prank(alice);
        _measure("cancelUnstake(uint256)", abi.encode(1));
        vm.prank(alice);
        staking.requestUnstake(operator, 10e24);
        _skip(THAW);
        _measure("withdraw(uint256)", abi.encode(2));
    }

    /// reliability.md: at most 150k gas with 64 open requests.
    function test_gasOfExitsWith64Open() public {
        vm.startPrank(alice);
        for (uint256 i = 0; i < 64; ++i) {
            staking.requestUnstake(operator, 1e24);
        }
        vm.stopPrank();
        _addRewards(operator, 1e18);
        _skip(THAW);
        uint256 gas = _measure("withdraw(uint256)", " with 64 open", abi.encode(32));
        vm.assertLe(gas, 150_000, "withdraw with 64 open");
    }

    function test_gasOfPowers() public {
        vm.prank(operator);
        _measure("setCommission(uint16)", " up", abi.encode(500));
        vm.prank(operator);
        _measure("setCommission(uint16)", " down", abi.encode(0));
        vm.prank(court);
        _measure("slash(address,uint256,bytes32)", abi.encode(operator, 1e18, bytes32("incident")));
        vm.prank(guardian);
        _measure("pause()", "");
        vm.prank(admin);
        _measure("unpause()", "");
        vm.prank(address(manager));
        _measure("setAuthority(address)", abi.encode(address(manager)));
    }

    function test_gasOfViews() public {
        vm.prank(alice);
        staking.requestUnstake(operator, 10e24);
        _measureAccess();
        _measureConstants();
        _measure("paused()", "");
        _measure("requestCount()", "");
        _measure("poolOf(address)", abi.encode(operator));
        _measure("poolState(address)", abi.encode(operator));
        _measure("requestState(uint256)", abi.encode(1));
        _measure("sharesOf(address,address)", abi.encode(operator, alice));
        _measure("stakeOf(address,address)", abi.encode(operator, alice));
        _measure("activeAssetsOf(address)", abi.encode(operator));
        _measure("requestOf(uint256)", abi.encode(1));
        _measure("requestAssets(uint256)", abi.encode(1));
        _measure("openRequestCount(address)", abi.encode(alice));
        _measure("commissionOf(address)", abi.encode(operator));
        _measure("rewardTermsOf(address)", abi.encode(operator));
        _measure("previewStake(address,uint256)", abi.encode(operator, 1e18));
        _measure("previewUnstake(address,uint256)", abi.encode(operator, 1e24));
        _measure("hasMinimumSelfStake(address)", abi.encode(operator));
        _measure("isSlashed(bytes32)", abi.encode("incident"));
    }

    function _measureConstants() private {
        _measure("MAX_OPEN_REQUESTS()", "");
        _measure("MAX_PERIOD()", "");
        _measure("token()", "");
        _measure("thawPeriod()", "");
        _measure("evidenceWindow()", "");
        _measure("courtDelay()", "");
        _measure("streamPeriod()", "");
        _measure("commissionDelay()", "");
        _measure("maxCommissionBps()", "");
        _measure("maxSlashBps()", "");
        _measure("minimumStake()", "");
        _measure("minimumSelfStake()", "");
    }
}
