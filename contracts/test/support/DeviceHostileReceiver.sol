// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";

/// @title A wallet that calls wherever it is told when it is handed a token, and remembers how that ended.
contract DeviceHostileReceiver is IERC721Receiver {
    address private _victim;
    bytes private _attack;
    bool public entered;
    bool public succeeded;

    function arm(address victim, bytes calldata attack) external {
        (_victim, _attack, entered, succeeded) = (victim, attack, false, false);
    }

    function onERC721Received(address, address, uint256, bytes calldata) external returns (bytes4) {
        entered = true;
        (succeeded,) = _victim.call(_attack);
        return IERC721Receiver.onERC721Received.selector;
    }
}
