// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

import {ILeaseMarket} from "../../src/interfaces/ILeaseMarket.sol";
import {ILeaseMarketTypes} from "../../src/interfaces/ILeaseMarketTypes.sol";
import {LeaseTest} from "../support/LeaseTest.sol";
import {Wallet1271} from "../support/Wallet1271.sol";

contract LeaseDoorsTest is LeaseTest {
    uint256 private constant PAID = 160 * uint256(PRICE);

    struct Authorization {
        address from;
        uint256 value;
        bytes32 nonce;
        bytes signature;
    }

    function setUp() public override {
        super.setUp();
        vm.prank(renter);
        token.approve(address(market), 0);
    }

    function test_OpenWithPermit_OpenWithoutAnAllowance() public {
        _permitted(PAID + 5);
        vm.assertEq(market.escrowTotal(), PAID, "escrowed");
        vm.assertEq(token.allowance(renter, address(market)), 5, "no more was taken");
    }

    function test_OpenWithPermit_OpenAllTheSame() public {
        (uint8 v, bytes32 r, bytes32 s) = _permit("renter", address(market), PAID);
        ILeaseMarketTypes.OpenOrder[] memory orders = _basket();
        token.permit(renter, address(market), PAID, type(uint256).max, v, r, s);
        vm.prank(renter);
        market.openWithPermit(orders, PAID, type(uint256).max, v, r, s);
        vm.assertEq(market.leaseCount(), 2, "opened");
    }

    function test_OpenWithPermit_LeaveTheOthersMoneyAlone() public {
        (uint8 v, bytes32 r, bytes32 s) = _permit("renter", address(market), PAID);
        ILeaseMarketTypes.OpenOrder[] memory orders = _basket();
        address mallory = _account("mallory");
        uint256 balance = token.balanceOf(renter);
        vm.prank(mallory);
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientAllowance.selector);
        market.openWithPermit(orders, PAID, type(uint256).max, v, r, s);
        vm.assertEq(token.balanceOf(renter), balance, "untouched");
    }

    function test_OpenWithPermit_RevertWithTheTokensRefusal() public {
        (uint8 v, bytes32 r, bytes32 s) = _permit("renter", address(market), PAID - 1);
        ILeaseMarketTypes.OpenOrder[] memory orders = _basket();
        vm.prank(renter);
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientAllowance.selector);
        market.openWithPermit(orders, PAID - 1, type(uint256).max, v, r, s);
    }

    function test_OpenWithPermit_RevertWithEnforcedPauseByPermit() public {
        ILeaseMarketTypes.OpenOrder[] memory orders = _pauseWithBasket();
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(Pausable.EnforcedPause.selector));
        market.openWithPermit(orders, PAID, 0, 0, 0, 0);
    }

    function testFuzz_OpenWithAuthorization_OpenForTheRenterWhoeverSendsIt(address sender) public {
        ILeaseMarketTypes.OpenOrder[] memory orders = _basket();
        Authorization memory a = _authorize("renter", renter, orders, PAID, 0);
        vm.prank(sender);
        vm.assertEq(_open(orders, a), 1, "the first of them");
        vm.assertEq(market.leaseOf(1).renter, renter, "the renter's");
        vm.assertEq(market.leaseOf(2).renter, renter, "the renter's");
        vm.assertEq(market.escrowTotal(), PAID, "escrowed");
    }

    function testFuzz_OpenWithAuthorization_GiveBackWhatIsAboveThePrice(uint256 excess) public {
        excess = _bound(excess, 0, 100e18);
        ILeaseMarketTypes.OpenOrder[] memory orders = _basket();
        uint256 balance = token.balanceOf(renter);
        _open(orders, _authorize("renter", renter, orders, PAID + excess, 0));
        vm.assertEq(balance - token.balanceOf(renter), PAID, "paid the price");
        vm.assertEq(token.balanceOf(address(market)), PAID, "and no more");
    }

    function test_OpenWithAuthorization_OpenTheSameAgainWithTheNextSequenceNumber() public {
        ILeaseMarketTypes.OpenOrder[] memory orders = _list(_order());
        for (uint64 sequence = 0; sequence < 3; ++sequence) {
            _open(orders, _authorize("renter", renter, orders, 100 * PRICE, sequence));
        }
        vm.assertEq(market.leaseCount(), 3, "three times");
    }

    function test_OpenWithAuthorization_AcceptItsAuthorisation() public {
        Wallet1271 wallet = new Wallet1271(renter);
        _fundRenter(address(wallet), PAID);
        ILeaseMarketTypes.OpenOrder[] memory orders = _basket();
        _open(orders, _authorize("renter", address(wallet), orders, PAID, 0));
        vm.assertEq(market.leaseOf(2).renter, address(wallet), "the account's");
    }

    function testFuzz_OpenWithAuthorization_RevertWithAuthorizationMismatchForAnyAlteredTerm(uint256 term)
        public
    {
        ILeaseMarketTypes.OpenOrder[] memory orders = _basket();
        Authorization memory a = _authorize("renter", renter, orders, PAID, 0);
        term = _bound(term, 0, 6);
        if (term == 0) orders[0].voucherSigner = _account("mallory");
        if (term == 1) orders[1].units += 1;
        if (term == 2) orders[1].slots -= 1;
        if (term == 3) orders[0].maxPricePerUnit += 1;
        if (term == 4) orders = _list(orders[0]);
        if (term == 5) orders[0].offer.operator = _account("mallory");
        if (term == 6) (orders[0], orders[1]) = (orders[1], orders[0]);
        bytes32 expected = _nonce(orders, 0);
        vm.expectRevert(
            abi.encodeWithSelector(ILeaseMarket.AuthorizationMismatch.selector, a.nonce, expected)
        );
        _open(orders, a);
    }

    function test_OpenWithAuthorization_RevertWithTheTokensRefusalOfTheSignature() public {
        ILeaseMarketTypes.OpenOrder[] memory orders = _basket();
        Authorization memory a = _authorize("renter", renter, orders, PAID, 0);
        a.from = _account("mallory");
        vm.expectRevert(abi.encodeWithSelector(ERC3009.ERC3009InvalidSignature.selector));
        _open(orders, a);
        (a.from, a.value) = (renter, PAID + 1);
        vm.expectRevert(abi.encodeWithSelector(ERC3009.ERC3009InvalidSignature.selector));
        _open(orders, a);
    }

    function test_OpenWithAuthorization_RevertWithTheTokensRefusalOfTheNonce() public {
        ILeaseMarketTypes.OpenOrder[] memory orders = _list(_order());
        Authorization memory a = _authorize("renter", renter, orders, 100 * PRICE, 0);
        _open(orders, a);
        vm.expectPartialRevert(Nonces.InvalidAccountNonce.selector);
        _open(orders, a);
        vm.assertEq(market.leaseCount(), 1, "once");
    }

    function test_OpenWithAuthorization_RevertWithPaymentTooLowBeforeTakingIt() public {
        ILeaseMarketTypes.OpenOrder[] memory orders = _basket();
        Authorization memory a = _authorize("renter", renter, orders, PAID - 1, 0);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.PaymentTooLow.selector, PAID - 1, PAID));
        _open(orders, a);
    }

    function test_OpenWithAuthorization_RevertWithEnforcedPauseByAuthorisation() public {
        ILeaseMarketTypes.OpenOrder[] memory orders = _pauseWithBasket();
        Authorization memory a = _authorize("renter", renter, orders, PAID, 0);
        vm.expectRevert(abi.encodeWithSelector(Pausable.EnforcedPause.selector));
        _open(orders, a);
    }

    function test_OnTransferReceived_OpenABasketInOnePrompt() public {
        _pay(PAID);
        vm.assertEq(market.leaseOf(1).renter, renter, "the payer's");
        vm.assertEq(market.leaseOf(2).units, 60, "both");
        vm.assertEq(market.escrowTotal(), PAID, "escrowed");
    }

    function testFuzz_OnTransferReceived_GiveTheExcessBack(uint256 excess) public {
        uint256 balance = token.balanceOf(renter);
        _pay(PAID + _bound(excess, 1, balance - PAID));
        vm.assertEq(balance - token.balanceOf(renter), PAID, "paid the price");
        vm.assertEq(token.balanceOf(address(market)), PAID, "and no more");
    }

    function testFuzz_OnTransferReceived_RevertWithPaymentTooLow(uint256 paid) public {
        paid = _bound(paid, 0, PAID - 1);
        bytes memory data = abi.encode(_basket());
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.PaymentTooLow.selector, paid, PAID));
        token.transferAndCall(address(market), paid, data);
    }

    function testFuzz_OnTransferReceived_RevertWithUnknownToken(address caller) public {
        vm.assume(caller != address(token));
        bytes memory data = abi.encode(_basket());
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.UnknownToken.selector, caller));
        market.onTransferReceived(renter, renter, PAID, data);
    }

    function test_OnTransferReceived_RevertWithInvalidDataOrFailToDecode() public {
        vm.startPrank(renter);
        bytes[2] memory short = [bytes(""), abi.encode(1)];
        for (uint256 i = 0; i < short.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.InvalidData.selector, short[i]));
            token.transferAndCall(address(market), PAID, short[i]);
        }
        bytes[3] memory bad =
            [abi.encode(1, 2), abi.encode(32, type(uint256).max), abi.encode(32, 1, 32, type(uint256).max)];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.expectRevert();
            token.transferAndCall(address(market), PAID, bad[i]);
        }
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.NoOrders.selector));
        token.transferAndCall(address(market), PAID, abi.encode(new ILeaseMarketTypes.OpenOrder[](0)));
    }

    /// The spender chooses the orders, as it may choose anything with an allowance; the lease is the owner's.
    function test_OnTransferReceived_OpenForTheOwnerOfTheMoney() public {
        address spender = _account("spender");
        vm.prank(renter);
        token.approve(spender, PAID);
        bytes memory data = abi.encode(_basket());
        vm.prank(spender);
        token.transferFromAndCall(renter, address(market), PAID, data);
        vm.assertEq(market.leaseOf(1).renter, renter, "the owner's");
    }

    function test_OnTransferReceived_RevertWithEnforcedPauseByTransfer() public {
        bytes memory data = abi.encode(_pauseWithBasket());
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(Pausable.EnforcedPause.selector));
        token.transferAndCall(address(market), PAID, data);
    }

    function _pauseWithBasket() private returns (ILeaseMarketTypes.OpenOrder[] memory orders) {
        vm.prank(guardian);
        market.pause();
        return _basket();
    }

    function _permitted(uint256 value) private {
        (uint8 v, bytes32 r, bytes32 s) = _permit("renter", address(market), value);
        ILeaseMarketTypes.OpenOrder[] memory orders = _basket();
        vm.prank(renter);
        market.openWithPermit(orders, value, type(uint256).max, v, r, s);
    }

    function _pay(uint256 value) private {
        bytes memory data = abi.encode(_basket());
        vm.prank(renter);
        token.transferAndCall(address(market), value, data);
    }

    function _open(ILeaseMarketTypes.OpenOrder[] memory orders, Authorization memory a)
        private
        returns (uint256)
    {
        return market.openWithAuthorization(
            a.from, orders, a.value, 0, type(uint256).max, a.nonce, a.signature
        );
    }

    function _nonce(ILeaseMarketTypes.OpenOrder[] memory orders, uint64 sequence)
        private
        pure
        returns (bytes32)
    {
        return bytes32((uint256(keccak256(abi.encode(orders))) >> 64 << 64) | sequence);
    }

    function _authorize(
        string memory signer,
        address from,
        ILeaseMarketTypes.OpenOrder[] memory orders,
        uint256 value,
        uint64 sequence
    ) private view returns (Authorization memory a) {
        bytes32 typeHash = keccak256(
            "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
        );
        (a.from, a.value, a.nonce) = (from, value, _nonce(orders, sequence));
        bytes32 structHash =
            keccak256(abi.encode(typeHash, from, address(market), value, 0, type(uint256).max, a.nonce));
        a.signature =
            _sign(_key(signer), keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash)));
    }
}
