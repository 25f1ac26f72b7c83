// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DeviceTest} from "../support/DeviceTest.sol";
import {GasTest} from "../support/GasTest.sol";

/// @title A batch that has sold before, as most buyers find it.
contract DeviceSaleGasTest is DeviceTest, GasTest {
    string private constant PERMIT_CALL =
        "buyWithPermit(uint32,uint32,uint256,uint256,uint8,bytes32,bytes32)";
    string private constant BATCH_TERMS = "(uint256,uint32,uint32,uint64,uint64)";

    function setUp() public override {
        super.setUp();
        _shipped(alice);
        _buyAs(alice, 2);
        _measureOf("DeviceSale", address(sale));
    }

    /// By a wallet that buys for the first time; whoever buys again pays less.
    function test_gasOfBuying() public {
        vm.prank(bob);
        uint256 gas = _measure("buy(uint32,uint32,uint256)", abi.encode(1, 1, PRICE));
        vm.assertLe(gas, 250_000, "buy of one");
        vm.prank(bob);
        _measure("buy(uint32,uint32,uint256)", " of three", abi.encode(1, 3, PRICE));

        address carol = _account("carol");
        _fundBuyer(carol);
        (uint8 v, bytes32 r, bytes32 s) = _permit("carol", address(sale), PRICE);
        vm.prank(carol);
        _measure(PERMIT_CALL, abi.encode(1, 1, PRICE, type(uint256).max, v, r, s));

        vm.prank(treasury);
        token.transfer(address(sale), PRICE + 1);
        vm.prank(address(token));
        _measure(
            "onTransferReceived(address,address,uint256,bytes)",
            abi.encode(carol, carol, PRICE + 1, abi.encode(1, 1, PRICE))
        );
    }

    function test_gasOfGivingBack() public {
        uint256 tokenId = _buyAs(bob, 1);
        vm.prank(bob);
        vm.assertLe(_measure("refund(uint256)", abi.encode(tokenId)), 90_000, "refund");
        vm.prank(alice);
        _measure("refund(uint256)", " of one of several", abi.encode(2));
        vm.prank(fulfiller);
        _measure("cancel(uint256)", abi.encode(3));
    }

    function test_gasOfShipping() public {
        uint256 first = _buyAs(bob, 4);
        vm.prank(fulfiller);
        _measure("ship(uint256,bytes32)", abi.encode(first, bytes32("commitment")));
        vm.prank(fulfiller);
        _measure("correctShipment(uint256,bytes32)", abi.encode(first, bytes32("other")));
        uint256[] memory ids = new uint256[](3);
        bytes32[] memory commitments = new bytes32[](3);
        for (uint256 i = 0; i < 3; ++i) {
            (ids[i], commitments[i]) = (first + 1 + i, "commitment");
        }
        vm.prank(fulfiller);
        _measure("shipMany(uint256[],bytes32[])", " of three", abi.encode(ids, commitments));
        _measure("withdrawProceeds()", "");
    }

    function test_gasOfPowers() public {
        bytes memory terms = abi.encode(PRICE, SUPPLY, CAP, 0, type(uint64).max);
        vm.prank(merchant);
        _measure(string.concat("createBatch", BATCH_TERMS), terms);
        vm.prank(merchant);
        _measure(
            "updateBatch(uint32,uint256,uint32,uint32,uint64,uint64)", bytes.concat(abi.encode(1), terms)
        );
        vm.prank(guardian);
        _measure("pause()", "");
        vm.prank(admin);
        _measure("unpause()", "");
        vm.prank(address(manager));
        _measure("setAuthority(address)", abi.encode(address(manager)));
    }

    function test_gasOfViews() public {
        _measureAccess();
        _measure("token()", "");
        _measure("device()", "");
        _measure("treasury()", "");
        _measure("paused()", "");
        _measure("held()", "");
        _measure("proceeds()", "");
        _measure("batchCount()", "");
        _measure("orderCount()", "");
        _measure("batchState(uint32)", abi.encode(1));
        _measure("remainingFor(uint32,address)", abi.encode(1, alice));
        _measure("boughtBy(uint32,address)", abi.encode(1, alice));
        _measure("orderOf(uint256)", abi.encode(1));
        _measure("orderIdOf(uint256)", abi.encode(1));
    }
}
