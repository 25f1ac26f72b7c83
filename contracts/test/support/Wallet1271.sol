// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title A contract account whose signatures are its owner's; it can be told to call back while it is asked.
contract Wallet1271 is IERC1271 {
    address private immutable _owner;
    address private _victim;
    bytes private _attack;

    constructor(address owner) {
        _owner = owner;
    }

    function arm(address victim, bytes calldata attack) external {
        (_victim, _attack) = (victim, attack);
    }

    function execute(address target, bytes calldata data) external returns (bytes memory) {
        require(msg.sender == _owner, "not the owner");
        (bool ok, bytes memory result) = target.call(data);
        require(ok, "call failed");
        return result;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        if (_victim != address(0)) {
            // A static context: if state could change here, the caller would let us re-enter.
            (bool ok,) = _victim.staticcall(_attack);
            require(ok, "re-entry refused");
        }
        address signer = ECDSA.recoverCalldata(hash, signature);
        return signer == _owner ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}
