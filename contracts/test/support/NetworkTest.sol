// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

import {EdgeDevice} from "../../src/EdgeDevice.sol";
import {N3Token} from "../../src/N3Token.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {Rewards} from "../../src/Rewards.sol";
import {RewardsState} from "../../src/RewardsState.sol";
import {Staking} from "../../src/Staking.sol";
import {NetworkParameters} from "./NetworkParameters.sol";

/// @title The contracts with the roles of script/access-roles.ts, and the actors around them.
abstract contract NetworkTest is NetworkParameters {
    uint64 internal constant COURT_ROLE = 2;
    uint64 internal constant GUARDIAN_ROLE = 3;
    uint64 internal constant BRIDGE_ROLE = 4;

    AccessManager internal manager;
    N3Token internal token;
    EdgeDevice internal edgeDevice;
    NodeRegistry internal registry;
    Staking internal staking;
    Rewards internal rewards;

    address internal admin;
    address internal treasury;
    address internal court;
    address internal guardian;
    address internal bridge;
    uint256[] internal attestorKeys;
    /// @dev Of attestorKeys. Worked out once: that takes as long as a signature, and each fuzz run would.
    address[] internal attestorAddresses;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        _readParameters();
        admin = _account("admin");
        treasury = _account("treasury");
        court = _account("court");
        guardian = _account("guardian");
        bridge = _account("bridge");
        _createAttestors(2 * QUORUM - 1);

        manager = new AccessManager(admin);
        token = _newToken();
        _deployRegistry();
        staking = new Staking(address(manager), token, _stakingParameters());
        rewards = new Rewards(address(manager), token, staking, _rewardsParameters(QUORUM));
        vm.prank(admin);
        token.setRewards(address(rewards));
        _setRoles();
    }

    /// @dev The registry and the devices know each other for good.
    function _deployRegistry() internal {
        edgeDevice = new EdgeDevice(address(manager));
        registry = new NodeRegistry(edgeDevice);
        vm.prank(admin);
        edgeDevice.setRegistry(registry);
    }

    function _newToken() internal returns (N3Token) {
        address[] memory recipients = new address[](1);
        uint256[] memory amounts = new uint256[](1);
        (recipients[0], amounts[0]) = (treasury, GENESIS_ALLOCATION);
        return new N3Token(address(manager), recipients, amounts);
    }

    function _rewardsParameters(uint256 quorum) internal view returns (RewardsState.Parameters memory) {
        return _rewardsParameters(_attestors(), quorum);
    }

    function _setRoles() internal {
        vm.startPrank(admin);
        _allow(address(token), token.crosschainMint.selector, BRIDGE_ROLE);
        _allow(address(token), token.crosschainBurn.selector, BRIDGE_ROLE);
        _allow(address(staking), staking.slash.selector, COURT_ROLE);
        _allow(address(staking), staking.pause.selector, GUARDIAN_ROLE);
        _allow(address(rewards), rewards.veto.selector, GUARDIAN_ROLE);
        manager.grantRole(COURT_ROLE, court, 0);
        manager.grantRole(GUARDIAN_ROLE, guardian, 0);
        manager.grantRole(BRIDGE_ROLE, bridge, 0);
        vm.stopPrank();
    }

    function _allow(address target, bytes4 selector, uint64 role) internal {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = selector;
        manager.setTargetFunctionRole(target, selectors, role);
    }

    /// @dev Keys sorted by address, as Rewards wants its signers.
    function _createAttestors(uint256 count) private {
        for (uint256 i = 0; i < count; ++i) {
            attestorKeys.push(uint256(keccak256(abi.encode("attestor", i))));
            for (uint256 j = i; j > 0 && vm.addr(attestorKeys[j]) < vm.addr(attestorKeys[j - 1]); --j) {
                (attestorKeys[j], attestorKeys[j - 1]) = (attestorKeys[j - 1], attestorKeys[j]);
            }
        }
        for (uint256 i = 0; i < count; ++i) {
            attestorAddresses.push(vm.addr(attestorKeys[i]));
        }
    }

    function _attestors() internal view returns (address[] memory list) {
        list = new address[](attestorKeys.length);
        for (uint256 i = 0; i < list.length; ++i) {
            list[i] = attestorAddresses[i];
        }
    }

    /// @dev Gives `account` N3 and lets Staking take it.
    function _fund(address account, uint256 amount) internal {
        vm.prank(treasury);
        token.transfer(account, amount);
        vm.prank(account);
        token.approve(address(staking), type(uint256).max);
    }

    function _stakeAs(address staker, address operator, uint256 assets) internal returns (uint256 shares) {
        _fund(staker, assets);
        vm.prank(staker);
        return staking.stake(operator, assets);
    }

    /// @dev Puts rewards into a pool as Rewards would.
    function _addRewards(address operator, uint256 assets) internal {
        vm.startPrank(address(rewards));
        token.mintRewards(address(staking), assets, address(0), 0);
        staking.addRewards(operator, assets);
        vm.stopPrank();
    }

    function _slash(address operator, uint256 assets, bytes32 incident) internal returns (uint256) {
        vm.prank(court);
        return staking.slash(operator, assets, incident);
    }
}
