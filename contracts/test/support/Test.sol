// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @title What a test contract needs of forge; kept here because npm has no forge-std of its makers.
abstract contract Test {
    /// @dev Selectors a fuzzing run may call, in the shape forge asks for by targetSelectors().
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Vm internal constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    /// @dev Tells forge that this is a test contract.
    bool public constant IS_TEST = true;

    address[] private _targets;
    FuzzSelector[] private _selectors;
    /// @dev Those named in setUp() are worked out once and not in each fuzz run: that takes as long as a signature.
    mapping(string name => address) private _accounts;

    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    function targetSelectors() external view returns (FuzzSelector[] memory) {
        return _selectors;
    }

    function _target(address handler, bytes4[] memory selectors) internal {
        _targets.push(handler);
        _selectors.push(FuzzSelector(handler, selectors));
    }

    /// @dev Maps any input into [low, high], so that no run is thrown away.
    function _bound(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        if (value >= low && value <= high) return value;
        uint256 size = high - low + 1;
        return size == 0 ? value : low + (value % size);
    }

    function _account(string memory name) internal returns (address account) {
        account = _accounts[name];
        if (account != address(0)) return account;
        account = _accounts[name] = vm.addr(_key(name));
        vm.label(account, name);
    }

    function _key(string memory name) internal pure returns (uint256) {
        return uint256(keccak256(bytes(name)));
    }

    function _sign(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function _skip(uint256 duration) internal {
        vm.warp(vm.getBlockTimestamp() + duration);
    }
}
