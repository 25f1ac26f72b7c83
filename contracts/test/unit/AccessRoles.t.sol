// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";

import {NetworkTest} from "../support/NetworkTest.sol";

/// @title The matrix of reliability.md: caller × restricted function.
contract AccessRolesTest is NetworkTest {
    struct Entry {
        address target;
        bytes data;
        address holder;
    }

    function _entries() private view returns (Entry[] memory list) {
        address[] memory one = new address[](1);
        one[0] = admin;
        list = new Entry[](9);
        list[0] = Entry(address(token), abi.encodeCall(token.mintReward, (admin, 1)), address(rewards));
        list[1] = Entry(address(token), abi.encodeCall(token.crosschainBurn, (treasury, 1)), bridge);
        list[2] = Entry(address(token), abi.encodeCall(token.crosschainMint, (treasury, 0)), bridge);
        list[3] = Entry(address(staking), abi.encodeCall(staking.addRewards, (admin, 0)), address(rewards));
        list[4] =
            Entry(address(staking), abi.encodeCall(staking.stakeFor, (admin, admin, 1e18)), address(rewards));
        list[5] = Entry(address(staking), abi.encodeCall(staking.slash, (treasury, 1e18, "incident")), court);
        list[6] = Entry(address(staking), abi.encodeCall(staking.pause, ()), guardian);
        list[7] = Entry(address(staking), abi.encodeCall(staking.unpause, ()), admin);
        list[8] = Entry(address(rewards), abi.encodeCall(rewards.setAttestors, (one, 1)), admin);
    }

    function testFuzz_AccessManager_RefuseEveryRestrictedFunction(address stranger) public {
        vm.assume(!_holdsRole(stranger));
        Entry[] memory entries = _entries();
        for (uint256 i = 0; i < entries.length; ++i) {
            _expectUnauthorised(entries[i], stranger);
        }
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        rewards.veto(1);
    }

    function test_AccessManager_OpenTheFunctionsOfThatRoleAndNoOthers() public {
        _stakeAs(treasury, treasury, 100e18);
        vm.prank(treasury);
        token.transfer(address(rewards), 10e18);
        Entry[] memory entries = _entries();
        address[6] memory holders = [address(rewards), bridge, court, guardian, admin, treasury];
        for (uint256 i = 0; i < entries.length; ++i) {
            for (uint256 j = 0; j < holders.length; ++j) {
                if (holders[j] == entries[i].holder) continue;
                _expectUnauthorised(entries[i], holders[j]);
            }
            vm.prank(entries[i].holder);
            (bool ok,) = entries[i].target.call(entries[i].data);
            vm.assertTrue(ok, "its holder may");
        }
    }

    function test_Veto_BeForTheGuardianAlone() public {
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, admin));
        rewards.veto(1);
    }

    function test_Slash_WaitForTheDelayUnlessTheGuardianCancels() public {
        _stakeAs(treasury, treasury, 100e18);
        vm.startPrank(admin);
        manager.grantRole(COURT_ROLE, court, 2 days);
        manager.setRoleGuardian(COURT_ROLE, GUARDIAN_ROLE);
        vm.stopPrank();
        bytes memory call = abi.encodeCall(staking.slash, (treasury, 1e18, "incident"));

        vm.startPrank(court);
        (bool ok,) = address(staking).call(call);
        vm.assertTrue(!ok, "not at once");
        manager.schedule(address(staking), call, 0);
        _skip(2 days - 1);
        vm.expectPartialRevert(IAccessManager.AccessManagerNotReady.selector);
        manager.execute(address(staking), call);
        _skip(1);
        manager.execute(address(staking), call);
        vm.assertTrue(staking.isSlashed("incident"), "after its delay");

        bytes memory second = abi.encodeCall(staking.slash, (treasury, 1e18, "second"));
        manager.schedule(address(staking), second, 0);
        vm.stopPrank();
        vm.prank(guardian);
        manager.cancel(court, address(staking), second);
        _skip(2 days);
        vm.prank(court);
        vm.expectPartialRevert(IAccessManager.AccessManagerNotScheduled.selector);
        manager.execute(address(staking), second);
    }

    function _expectUnauthorised(Entry memory entry, address caller) private {
        vm.prank(caller);
        (bool ok, bytes memory reason) = entry.target.call(entry.data);
        vm.assertTrue(!ok, "refused");
        bytes memory expected =
            abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, caller);
        vm.assertEq(keccak256(reason), keccak256(expected), "by the AccessManager");
    }

    function _holdsRole(address account) private view returns (bool) {
        return account == address(rewards) || account == bridge || account == court || account == guardian
            || account == admin || account == address(manager);
    }
}
