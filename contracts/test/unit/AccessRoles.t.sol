// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

import {WholeNetworkTest} from "../support/WholeNetworkTest.sol";

/// @title The matrix of reliability.md: caller × restricted function.
contract AccessRolesTest is WholeNetworkTest {
    /// @dev Decodes as zeros and empty lists, whatever the function takes.
    bytes private ZEROS = new bytes(32 * 12);

    function testFuzz_AccessManager_RefuseEveryRestrictedFunction(address stranger) public {
        vm.assume(!_holdsRole(stranger));
        for (uint256 i = 0; i < rules.length; ++i) {
            _assertUnauthorised(rules[i], stranger);
        }
    }

    function test_AccessManager_OpenTheFunctionsOfThatRoleAndNoOthers() public {
        for (uint256 i = 0; i < rules.length; ++i) {
            for (uint64 role = 0; role <= LAST_ROLE; ++role) {
                if (role == rules[i].role) _assertAuthorised(rules[i], holderOf[role]);
                else _assertUnauthorised(rules[i], holderOf[role]);
            }
        }
    }

    function test_AccessManager_LeaveEveryExitOpen() public {
        _pauseAll();
        bytes4[2] memory entries = [staking.stake.selector, staking.stakeWithPermit.selector];
        for (uint256 i = 0; i < entries.length; ++i) {
            vm.assertTrue(_isPaused(address(staking), entries[i]), "an entry");
        }
        bytes4[3] memory ofStaking =
            [staking.requestUnstake.selector, staking.cancelUnstake.selector, staking.withdraw.selector];
        for (uint256 i = 0; i < ofStaking.length; ++i) {
            vm.assertTrue(!_isPaused(address(staking), ofStaking[i]), "an exit of Staking");
        }
        bytes4[6] memory ofSale = [
            sale.refund.selector,
            sale.withdrawProceeds.selector,
            sale.cancel.selector,
            sale.ship.selector,
            sale.shipMany.selector,
            sale.correctShipment.selector
        ];
        for (uint256 i = 0; i < ofSale.length; ++i) {
            vm.assertTrue(!_isPaused(address(sale), ofSale[i]), "an exit of DeviceSale");
        }
        bytes4[10] memory ofMarket = [
            market.redeem.selector,
            market.redeemMany.selector,
            market.close.selector,
            market.finalize.selector,
            market.lodgeUsage.selector,
            market.contestUsage.selector,
            market.ruleUsage.selector,
            market.settleUsage.selector,
            market.cancelOffer.selector,
            market.cancelOffersBelow.selector
        ];
        for (uint256 i = 0; i < ofMarket.length; ++i) {
            vm.assertTrue(!_isPaused(address(market), ofMarket[i]), "an exit of LeaseMarket");
        }
    }

    function test_AccessManager_PayThoseWhoLeave() public {
        address alice = _account("alice");
        uint256 shares = _stakeAs(alice, alice, 10 * MIN_STAKE);
        uint256 price = 500e18;
        vm.prank(holderOf[MERCHANT]);
        sale.createBatch(price, 1, 1, 0, type(uint64).max);
        _fund(alice, price);
        vm.startPrank(alice);
        token.approve(address(sale), price);
        sale.buy(1, 1, price);
        vm.stopPrank();
        _pauseAll();

        vm.startPrank(alice);
        uint256 id = staking.requestUnstake(alice, shares);
        sale.refund(1);
        vm.stopPrank();
        _skip(THAW);
        staking.withdraw(id);
        vm.assertApproxEqAbs(token.balanceOf(alice), price + 10 * MIN_STAKE, 1, "all of it");
    }

    function test_AccessManager_NotLetTheGuardianGrantOrScheduleOrResume() public {
        _pauseAll();
        vm.startPrank(guardian);
        vm.expectPartialRevert(IAccessManager.AccessManagerUnauthorizedAccount.selector);
        manager.grantRole(COURT_ROLE, guardian, 0);
        vm.expectPartialRevert(IAccessManager.AccessManagerUnauthorizedAccount.selector);
        manager.setTargetClosed(address(staking), true);
        bytes memory call = abi.encodeCall(staking.slash, (treasury, 1, "incident"));
        vm.expectPartialRevert(IAccessManager.AccessManagerUnauthorizedCall.selector);
        manager.schedule(address(staking), call, 0);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, guardian));
        staking.unpause();
    }

    function test_SetAttestors_WaitForTheDelayOfTheAdministrator() public {
        // A day where the profile has none, for the rule is the manager's and not the number's.
        uint32 delay = uint32(_parameter("access.adminDelaySeconds"));
        if (delay == 0) delay = 1 days;
        address next = _account("next administrator");
        vm.startPrank(admin);
        manager.grantRole(ADMIN, next, delay);
        manager.renounceRole(ADMIN, admin);
        vm.stopPrank();
        address[] memory one = new address[](1);
        one[0] = next;
        bytes memory call = abi.encodeCall(rewards.setAttestors, (one, 1));

        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, admin));
        rewards.setAttestors(one, 1);
        _assertWaits(next, address(rewards), call, delay);
        vm.assertEq(rewards.quorum(), 1, "set");
    }

    function test_Slash_WaitForTheDelayOfTheCourt() public {
        bytes memory call = _slashAfterDelay("incident");
        _assertWaits(court, address(staking), call, _courtDelay());
        vm.assertTrue(staking.isSlashed("incident"), "after its delay");
    }

    function test_Slash_BeRefusedOnceTheGuardianHasCancelledIt() public {
        bytes memory call = _slashAfterDelay("incident");
        vm.prank(court);
        manager.schedule(address(staking), call, 0);
        vm.prank(guardian);
        manager.cancel(court, address(staking), call);
        _skip(_courtDelay());
        vm.prank(court);
        vm.expectPartialRevert(IAccessManager.AccessManagerNotScheduled.selector);
        manager.execute(address(staking), call);
    }

    function test_Slash_BeRefusedForAnotherCallThanTheOneScheduled() public {
        bytes memory call = _slashAfterDelay("incident");
        vm.startPrank(court);
        manager.schedule(address(staking), call, 0);
        _skip(_courtDelay());
        vm.expectPartialRevert(IAccessManager.AccessManagerNotScheduled.selector);
        manager.execute(address(staking), abi.encodeCall(staking.slash, (treasury, 2e18, "incident")));
    }

    function _courtDelay() private view returns (uint32) {
        return uint32(COURT_DELAY);
    }

    /// @dev Gives the court its delay and somebody to slash.
    function _slashAfterDelay(bytes32 incident) private returns (bytes memory) {
        _stakeAs(treasury, treasury, 100e18);
        vm.prank(admin);
        manager.grantRole(COURT_ROLE, court, _courtDelay());
        return abi.encodeCall(staking.slash, (treasury, 1e18, incident));
    }

    function _assertWaits(address caller, address target, bytes memory call, uint32 delay) private {
        vm.startPrank(caller);
        (bool ok,) = target.call(call);
        vm.assertTrue(!ok, "not at once");
        manager.schedule(target, call, 0);
        _skip(delay - 1);
        vm.expectPartialRevert(IAccessManager.AccessManagerNotReady.selector);
        manager.execute(target, call);
        _skip(1);
        manager.execute(target, call);
        vm.stopPrank();
    }

    function _pauseAll() private {
        vm.startPrank(guardian);
        staking.pause();
        sale.pause();
        market.pause();
        vm.stopPrank();
    }

    function _isPaused(address target, bytes4 selector) private returns (bool) {
        (bool ok, bytes memory reason) = target.call(bytes.concat(selector, ZEROS));
        return !ok && bytes4(reason) == Pausable.EnforcedPause.selector;
    }

    function _assertUnauthorised(Rule memory rule, address caller) private {
        vm.prank(caller);
        (bool ok, bytes memory reason) = rule.target.call(bytes.concat(rule.selector, ZEROS));
        vm.assertTrue(!ok, "refused");
        bytes memory expected =
            abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, caller);
        vm.assertEq(keccak256(reason), keccak256(expected), "by the AccessManager");
    }

    /// @dev The zeros may well be refused, but not by the AccessManager.
    function _assertAuthorised(Rule memory rule, address caller) private {
        uint256 snapshot = vm.snapshotState();
        vm.prank(caller);
        (, bytes memory reason) = rule.target.call(bytes.concat(rule.selector, ZEROS));
        vm.assertTrue(bytes4(reason) != IAccessManaged.AccessManagedUnauthorized.selector, "its holder may");
        vm.assertTrue(bytes4(reason) != IAccessManaged.AccessManagedRequiredDelay.selector, "at once");
        vm.revertToState(snapshot);
    }

    function _holdsRole(address account) private view returns (bool) {
        if (account == address(manager)) return true;
        for (uint64 role = 0; role <= LAST_ROLE; ++role) {
            if (holderOf[role] == account) return true;
        }
        return false;
    }
}
