// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {N3Token} from "../../src/N3Token.sol";
import {Staking} from "../../src/Staking.sol";
import {HostileToken} from "../support/HostileToken.sol";
import {NetworkTest} from "../support/NetworkTest.sol";

/// @title A token that calls back into Staking from every transfer, permit and burn.
contract StakingReentrancyTest is NetworkTest {
    address internal mallory;

    function setUp() public override {
        super.setUp();
        mallory = _account("mallory");
    }

    function test_attack_hostileTokenReentersEveryPairOfFunctions() public {
        (Staking pool, HostileToken hostile) = _hostileStaking();
        bytes[] memory inner = _entries(pool);
        for (uint256 outer = 0; outer < 6; ++outer) {
            for (uint256 i = 0; i < inner.length; ++i) {
                uint256 snapshot = vm.snapshotState();
                hostile.arm(address(pool), inner[i]);
                _callOuter(pool, outer);
                vm.assertTrue(hostile.entered(), "the attack was tried");
                vm.assertTrue(!hostile.succeeded(), "and refused");
                bytes4 guard = ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector;
                vm.assertEq(bytes32(hostile.refusal()), bytes32(guard), "by the guard");
                vm.revertToState(snapshot);
            }
        }
    }

    /// A staking contract over the hostile token, which holds every role, with a thawed request of mallory's.
    function _hostileStaking() private returns (Staking pool, HostileToken hostile) {
        hostile = new HostileToken();
        pool = new Staking(address(manager), N3Token(address(hostile)), _stakingParameters());
        hostile.setRewards(mallory);
        bytes4[] memory open = new bytes4[](1);
        open[0] = pool.slash.selector;
        vm.startPrank(admin);
        manager.setTargetFunctionRole(address(pool), open, type(uint64).max);
        vm.stopPrank();
        vm.startPrank(mallory);
        pool.stake(mallory, 100e18);
        pool.requestUnstake(mallory, 50e24);
        _skip(THAW);
        pool.requestUnstake(mallory, 10e24);
        pool.addRewards(mallory, 10e18);
        vm.stopPrank();
    }

    function _entries(Staking pool) private view returns (bytes[] memory list) {
        list = new bytes[](9);
        list[0] = abi.encodeCall(pool.stake, (mallory, 5e18));
        list[1] = abi.encodeCall(pool.stakeWithPermit, (mallory, 5e18, 0, 0, 0, 0));
        list[2] = abi.encodeCall(pool.onTransferReceived, (mallory, mallory, 5e18, abi.encode(mallory)));
        list[3] = abi.encodeCall(pool.stakeFor, (mallory, mallory, 5e18));
        list[4] = abi.encodeCall(pool.requestUnstake, (mallory, 1e24));
        list[5] = abi.encodeCall(pool.cancelUnstake, (2));
        list[6] = abi.encodeCall(pool.withdraw, (1));
        list[7] = abi.encodeCall(pool.slash, (mallory, 1e18, "other"));
        list[8] = abi.encodeCall(pool.addRewards, (mallory, 1e18));
    }

    function _callOuter(Staking pool, uint256 index) private {
        vm.startPrank(mallory);
        if (index == 0) pool.stake(mallory, 5e18);
        if (index == 1) pool.stakeWithPermit(mallory, 5e18, 0, 0, 0, 0);
        if (index == 2) pool.requestUnstake(mallory, pool.sharesOf(mallory, mallory));
        if (index == 3) pool.withdraw(1);
        if (index == 4) pool.slash(mallory, 1e18, "incident");
        // Nobody staked there, so they go on to the operator.
        if (index == 5) pool.addRewards(admin, 1e18);
        vm.stopPrank();
    }
}
