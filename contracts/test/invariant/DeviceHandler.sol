// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DeviceSale} from "../../src/DeviceSale.sol";
import {EdgeDevice} from "../../src/EdgeDevice.sol";
import {N3Token} from "../../src/N3Token.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {IDeviceSale} from "../../src/interfaces/IDeviceSale.sol";
import {IEdgeDevice} from "../../src/interfaces/IEdgeDevice.sol";
import {Test} from "../support/Test.sol";
import {DeviceSigner} from "../support/DeviceSigner.sol";

/// @title Five wallets that buy, sell on, refund and activate; a merchant, a fulfiller, a guardian, a clock.
/// @dev Every call is shaped so that it must succeed: a revert is a finding (fail_on_revert).
contract DeviceHandler is Test, DeviceSigner {
    struct Roles {
        address merchant;
        address fulfiller;
        address guardian;
        address admin;
        address treasury;
    }

    /// @dev Keeps the check after each call short; refunds free none, for ids are never used again.
    uint256 private constant MAX_DEVICES = 8;

    DeviceSale private immutable _sale;
    EdgeDevice private immutable _device;
    NodeRegistry private immutable _registry;
    N3Token private immutable _token;
    Roles private _roles;

    address[5] public wallets;
    /// @dev Derived once: finding the address of a key costs more than a whole call.
    bytes32[MAX_DEVICES + 1] private _commitments;
    /// @dev Wei, to be compared with what the sale says it has.
    uint256 public paidIn;
    uint256 public paidOut;
    uint256 public donated;
    /// @dev What was paid for each device, as the handler saw it.
    mapping(uint256 tokenId => uint256) public paidFor;
    uint256 private _nodes;

    constructor(DeviceSale sale, N3Token token, Roles memory roles) {
        (_sale, _token, _roles) = (sale, token, roles);
        _device = EdgeDevice(address(sale.device()));
        _registry = NodeRegistry(address(_device.registry()));
        for (uint256 tokenId = 1; tokenId <= MAX_DEVICES; ++tokenId) {
            _commitments[tokenId] = _commitmentOf(_deviceKey(tokenId));
        }
        for (uint256 i = 0; i < wallets.length; ++i) {
            wallets[i] = vm.addr(uint256(keccak256(abi.encode("wallet", i))));
            vm.prank(roles.treasury);
            token.transfer(wallets[i], 1_000_000e18);
            vm.prank(wallets[i]);
            token.approve(address(sale), type(uint256).max);
        }
    }

    function buy(uint256 who, uint256 which, uint256 quantity) external {
        (address wallet, uint32 batchId, uint32 count) = _purchase(who, which, quantity);
        if (count == 0) return;
        uint256 price = _sale.batchState(batchId).batch.unitPrice;
        vm.prank(wallet);
        _bought(_sale.buy(batchId, count, price), price, count);
    }

    function buyByTransfer(uint256 who, uint256 which, uint256 quantity, uint256 excess) external {
        (address wallet, uint32 batchId, uint32 count) = _purchase(who, which, quantity);
        if (count == 0) return;
        uint256 price = _sale.batchState(batchId).batch.unitPrice;
        excess = _bound(excess, 0, 100e18);
        uint256 before = _token.balanceOf(wallet);
        vm.prank(wallet);
        _token.transferAndCall(address(_sale), price * count + excess, abi.encode(batchId, count, price));
        vm.assertEq(before - _token.balanceOf(wallet), price * count, "the rest came back");
        _bought(_sale.orderCount(), price, count);
    }

    /// @dev One in four, so that a run does not end with nothing left.
    function refund(uint256 which, bool bySeller) external {
        uint256 tokenId = _next(which / 4, IEdgeDevice.DeviceStatus.Ordered);
        if (tokenId == 0 || which % 4 != 0) return;
        refundTo(tokenId, bySeller);
    }

    function ship(uint256 which) external {
        uint256 tokenId = _next(which, IEdgeDevice.DeviceStatus.Ordered);
        if (tokenId == 0) return;
        vm.prank(_roles.fulfiller);
        _sale.ship(tokenId, _commitments[tokenId]);
    }

    /// @dev With a wrong key first, which nobody can activate with, and the right one after.
    function correctShipment(uint256 which) external {
        uint256 tokenId = _next(which, IEdgeDevice.DeviceStatus.Shipped);
        if (tokenId == 0) return;
        vm.startPrank(_roles.fulfiller);
        _sale.correctShipment(tokenId, "wrong");
        _sale.correctShipment(tokenId, _commitments[tokenId]);
        vm.stopPrank();
    }

    function activate(uint256 which) external {
        _activate(_next(which, IEdgeDevice.DeviceStatus.Shipped));
    }

    function activateAgain(uint256 which) external {
        uint256 tokenId = _next(which / 4, IEdgeDevice.DeviceStatus.Activated);
        if (tokenId == 0 || which % 4 != 0) return;
        address before = _device.deviceOf(tokenId).node;
        _activate(tokenId);
        vm.assertTrue(_registry.nodeOf(before).retiredAt != 0, "what is replaced is retired");
        vm.assertEq(_device.tokenOfNode(before), 0, "and no device's");
    }

    /// @dev Any token that is there, in any state; also to its own owner.
    function sellOn(uint256 which, uint256 who, bool safely) external {
        uint256 tokenId = _live(which);
        if (tokenId == 0) return;
        address from = _device.ownerOf(tokenId);
        address to = wallets[who % wallets.length];
        vm.prank(from);
        if (safely) _device.safeTransferFrom(from, to, tokenId);
        else _device.transferFrom(from, to, tokenId);
    }

    function retireNode(uint256 which) external {
        uint256 tokenId = _next(which / 4, IEdgeDevice.DeviceStatus.Activated);
        if (tokenId == 0 || which % 4 != 0) return;
        address node = _device.deviceOf(tokenId).node;
        if (_registry.nodeOf(node).retiredAt != 0) return;
        vm.prank(_device.ownerOf(tokenId));
        _registry.retire(node);
    }

    function updateBatch(uint256 which, uint256 price, uint32 supply, uint32 cap) external {
        uint32 batchId = uint32(1 + which % 2);
        IDeviceSale.Batch memory b = _sale.batchState(batchId).batch;
        b.supply = uint32(_bound(supply, b.sold == 0 ? 1 : b.sold, b.sold + 10));
        vm.prank(_roles.merchant);
        _sale.updateBatch(
            batchId,
            _bound(price, 1, 1_000e18),
            b.supply,
            uint32(_bound(cap, 1, 6)),
            uint64(vm.getBlockTimestamp()),
            uint64(vm.getBlockTimestamp() + 30 days)
        );
    }

    function withdrawProceeds(address caller) external {
        uint256 due = _sale.proceeds();
        if (due == 0) return;
        vm.prank(caller);
        vm.assertEq(_sale.withdrawProceeds(), due, "all of it");
        paidOut += due;
    }

    function donate(uint256 who, uint256 amount) external {
        amount = _bound(amount, 1, 10e18);
        vm.prank(wallets[who % wallets.length]);
        _token.transfer(address(_sale), amount);
        donated += amount;
    }

    function pauseOrResume() external {
        bool paused = _sale.paused();
        vm.prank(paused ? _roles.admin : _roles.guardian);
        if (paused) _sale.unpause();
        else _sale.pause();
    }

    function pass(uint256 duration) external {
        _skip(_bound(duration, 1, 10 days));
    }

    /// @dev The owner of an ordered device gets exactly what was paid for it, whatever happened before.
    function refundTo(uint256 tokenId, bool bySeller) public {
        address owner = _device.ownerOf(tokenId);
        uint256 before = _token.balanceOf(owner);
        vm.prank(bySeller ? _roles.fulfiller : owner);
        uint256 amount = bySeller ? _sale.cancel(tokenId) : _sale.refund(tokenId);
        vm.assertEq(amount, paidFor[tokenId], "what was paid");
        vm.assertEq(_token.balanceOf(owner) - before, amount, "to the owner");
        paidOut += amount;
    }

    function _activate(uint256 tokenId) private {
        if (tokenId == 0) return;
        uint256 nodeKey = uint256(keccak256(abi.encode("node", ++_nodes)));
        address owner = _device.ownerOf(tokenId);
        address node = vm.addr(nodeKey);
        uint256 deadline = vm.getBlockTimestamp();
        bytes32 digest = _activationDigest(_device, tokenId, owner, node, deadline);
        bytes32 registration = _registrationDigest(_registry, owner, node, deadline);
        bytes memory deviceSignature = _sign(_deviceKey(tokenId), digest);
        bytes memory nodeSignature = _sign(nodeKey, registration);
        vm.prank(owner);
        _device.activate(tokenId, node, SALT, _details(deadline), deviceSignature, nodeSignature);
    }

    /// @dev count is 0 where nothing can be bought just now.
    function _purchase(uint256 who, uint256 which, uint256 quantity)
        private
        view
        returns (address wallet, uint32 batchId, uint32 count)
    {
        wallet = wallets[who % wallets.length];
        batchId = uint32(1 + which % 2);
        uint256 room = MAX_DEVICES - _device.deviceCount();
        uint256 most = _sale.remainingFor(batchId, wallet);
        if (most > room) most = room;
        if (_sale.batchState(batchId).status != IDeviceSale.BatchStatus.Open || most == 0) {
            return (wallet, batchId, 0);
        }
        count = uint32(_bound(quantity, 1, most > 3 ? 3 : most));
    }

    function _bought(uint256 orderId, uint256 price, uint32 count) private {
        uint256 first = _sale.orderOf(orderId).firstTokenId;
        for (uint256 i = 0; i < count; ++i) {
            paidFor[first + i] = price;
        }
        paidIn += price * count;
    }

    /// @dev The next device from `which` on in this status; 0 for none.
    function _next(uint256 which, IEdgeDevice.DeviceStatus status) private view returns (uint256) {
        uint256 count = _device.deviceCount();
        for (uint256 i = 0; i < count; ++i) {
            uint256 tokenId = 1 + (which % MAX_DEVICES + i) % count;
            if (_device.statusOf(tokenId) == status) return tokenId;
        }
        return 0;
    }

    function _live(uint256 which) private view returns (uint256) {
        uint256 count = _device.deviceCount();
        if (count == 0) return 0;
        uint256 tokenId = 1 + which % count;
        return _device.statusOf(tokenId) == IEdgeDevice.DeviceStatus.Refunded ? 0 : tokenId;
    }

    function _deviceKey(uint256 tokenId) private pure returns (uint256) {
        return uint256(keccak256(abi.encode("device", tokenId)));
    }
}
