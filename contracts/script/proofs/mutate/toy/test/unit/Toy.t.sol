// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Toy} from "../../src/Toy.sol";

/// @title Everything a till does, at its edges.
contract ToyTest {
    function test_Pay_CountUpToTheLimit() public {
        Toy toy = new Toy(10);
        require(toy.pay(4) == 4 && toy.pay(6) == 10 && toy.total() == 10, "counted");
    }

    function test_Pay_RevertWithTooMuch() public {
        Toy toy = new Toy(10);
        try toy.pay(11) {
            revert("paid beyond the limit");
        } catch {}
    }
}
