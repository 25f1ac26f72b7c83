// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NetworkTest} from "../support/NetworkTest.sol";
import {TokenHandler} from "./TokenHandler.sol";

contract TokenInvariantTest is NetworkTest {
    TokenHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new TokenHandler(token, address(rewards), bridge, treasury);
        bytes4[] memory selectors = new bytes4[](5);
        selectors[0] = handler.mintRewards.selector;
        selectors[1] = handler.bridgeOut.selector;
        selectors[2] = handler.bridgeBack.selector;
        selectors[3] = handler.burn.selector;
        selectors[4] = handler.move.selector;
        _target(address(handler), selectors);
    }

    /// Supply is genesis plus rewards, less what was burned and what is on other chains; never above the cap.
    function invariant_supplyIsAccountedForAndCapped() public view {
        vm.assertLe(token.GENESIS_ALLOCATION() + token.rewardMinted(), token.CAP(), "issued within the cap");
        vm.assertEq(
            token.totalSupply() + token.bridgedOut() + handler.burned(),
            token.GENESIS_ALLOCATION() + token.rewardMinted(),
            "accounted for"
        );
        vm.assertLe(token.totalSupply(), token.CAP(), "capped");
        uint256 sum = 0;
        for (uint256 i = 0; i < 4; ++i) {
            sum += token.balanceOf(handler.accounts(i));
        }
        vm.assertEq(sum, token.totalSupply(), "balances add up");
    }
}
