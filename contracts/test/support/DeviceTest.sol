// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DeviceSale} from "../../src/DeviceSale.sol";
import {EdgeDevice} from "../../src/EdgeDevice.sol";
import {IDeviceSale} from "../../src/interfaces/IDeviceSale.sol";
import {IEdgeDevice} from "../../src/interfaces/IEdgeDevice.sol";
import {IN3Token} from "../../src/interfaces/IN3Token.sol";
import {DeviceSigner} from "./DeviceSigner.sol";
import {PermitTest} from "./PermitTest.sol";

/// @title A store with one open batch, and what device keys and nodes sign.
abstract contract DeviceTest is PermitTest, DeviceSigner {
    uint64 internal constant FULFILLER_ROLE = 5;
    uint64 internal constant MERCHANT_ROLE = 6;
    uint64 internal constant DEVICE_SALE_ROLE = 8;

    uint256 internal constant PRICE = 500e18;
    uint32 internal constant SUPPLY = 10;
    uint32 internal constant CAP = 4;

    struct Activation {
        uint256 tokenId;
        address owner;
        address node;
        uint256 nonce;
        uint256 deadline;
    }

    DeviceSale internal sale;
    address internal merchant;
    address internal fulfiller;
    address internal alice;
    address internal bob;

    function setUp() public virtual override {
        super.setUp();
        merchant = _account("merchant");
        fulfiller = _account("fulfiller");
        alice = _account("alice");
        bob = _account("bob");
        _account("device");
        _account("node");
        sale = _deploySale(IN3Token(address(token)));
        vm.prank(merchant);
        sale.createBatch(PRICE, SUPPLY, CAP, uint64(_now()), uint64(_now() + 30 days));
        _fundBuyer(alice);
        _fundBuyer(bob);
    }

    /// @dev With the roles of script/access-roles.ts.
    function _deploySale(IN3Token token_) internal returns (DeviceSale deployed) {
        deployed = new DeviceSale(address(manager), token_, edgeDevice, treasury);
        vm.startPrank(admin);
        _allow(address(deployed), deployed.ship.selector, FULFILLER_ROLE);
        _allow(address(deployed), deployed.shipMany.selector, FULFILLER_ROLE);
        _allow(address(deployed), deployed.correctShipment.selector, FULFILLER_ROLE);
        _allow(address(deployed), deployed.cancel.selector, FULFILLER_ROLE);
        _allow(address(deployed), deployed.createBatch.selector, MERCHANT_ROLE);
        _allow(address(deployed), deployed.updateBatch.selector, MERCHANT_ROLE);
        _allow(address(deployed), deployed.pause.selector, GUARDIAN_ROLE);
        _allow(address(edgeDevice), edgeDevice.mint.selector, DEVICE_SALE_ROLE);
        _allow(address(edgeDevice), edgeDevice.burn.selector, DEVICE_SALE_ROLE);
        _allow(address(edgeDevice), edgeDevice.commitKey.selector, DEVICE_SALE_ROLE);
        manager.grantRole(FULFILLER_ROLE, fulfiller, 0);
        manager.grantRole(MERCHANT_ROLE, merchant, 0);
        manager.grantRole(DEVICE_SALE_ROLE, address(deployed), 0);
        vm.stopPrank();
    }

    /// @dev Enough for the whole batch, and an allowance.
    function _fundBuyer(address buyer) internal {
        vm.prank(treasury);
        token.transfer(buyer, PRICE * SUPPLY);
        vm.prank(buyer);
        token.approve(address(sale), type(uint256).max);
    }

    function _now() internal view returns (uint256) {
        return vm.getBlockTimestamp();
    }

    /// @return tokenId of the first device.
    function _buyAs(address buyer, uint32 quantity) internal returns (uint256 tokenId) {
        vm.prank(buyer);
        return sale.orderOf(sale.buy(1, quantity, PRICE)).firstTokenId;
    }

    function _commitment(string memory keyName) internal returns (bytes32) {
        return keccak256(abi.encode(_account(keyName), SALT));
    }

    function _shipAs(uint256 tokenId, string memory keyName) internal {
        bytes32 commitment = _commitment(keyName);
        vm.prank(fulfiller);
        sale.ship(tokenId, commitment);
    }

    /// @return tokenId of a device of `owner`, shipped with the key named "device".
    function _shipped(address owner) internal returns (uint256 tokenId) {
        tokenId = _buyAs(owner, 1);
        _shipAs(tokenId, "device");
    }

    /// @return tokenId of a device of `owner` that runs the node named "node".
    function _activated(address owner) internal returns (uint256 tokenId) {
        tokenId = _shipped(owner);
        _activateAs(owner, tokenId, "device", "node");
    }

    function _activateAs(address owner, uint256 tokenId, string memory keyName, string memory nodeName)
        internal
    {
        Activation memory a = _activation(owner, tokenId, nodeName);
        _activate(a, _sign(_key(keyName), _digest(a)), _nodeSignature(nodeName, a));
    }

    function _activation(address owner, uint256 tokenId, string memory nodeName)
        internal
        returns (Activation memory)
    {
        return Activation(tokenId, owner, _account(nodeName), edgeDevice.nonces(tokenId), _now() + 600);
    }

    function _activate(Activation memory a, bytes memory deviceSignature, bytes memory nodeSignature)
        internal
    {
        vm.prank(a.owner);
        edgeDevice.activate(a.tokenId, a.node, SALT, _details(a.deadline), deviceSignature, nodeSignature);
    }

    function _digest(Activation memory a) internal view returns (bytes32) {
        bytes32 structHash = keccak256(abi.encode(edgeDevice.ACTIVATION_TYPEHASH(), a));
        return keccak256(abi.encodePacked(hex"1901", edgeDevice.DOMAIN_SEPARATOR(), structHash));
    }

    function _nodeSignature(string memory nodeName, Activation memory a)
        internal
        view
        returns (bytes memory)
    {
        return _sign(_key(nodeName), _registrationDigest(registry, a.owner, a.node, a.deadline));
    }

    function _expectStatus(uint256 tokenId, IEdgeDevice.DeviceStatus status) internal view {
        vm.assertEq(uint256(edgeDevice.deviceOf(tokenId).status), uint256(status), "device status");
    }

    function _stateOf(uint32 batchId) internal view returns (IDeviceSale.BatchState memory) {
        return sale.batchState(batchId);
    }

    function _setPrice(uint256 unitPrice) internal {
        IDeviceSale.Batch memory b = _stateOf(1).batch;
        vm.prank(merchant);
        sale.updateBatch(1, unitPrice, b.supply, b.capPerWallet, b.opensAt, b.closesAt);
    }

    /// @dev The one rule about money: the balance is what refunds and the treasury may take, to the wei.
    function _expectSolvent() internal view {
        vm.assertEq(
            token.balanceOf(address(sale)), sale.held() + sale.proceeds(), "balance = held + proceeds"
        );
    }

    function _wrongStatus(uint256 tokenId, IEdgeDevice.DeviceStatus status)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodeWithSelector(IEdgeDevice.InvalidDeviceStatus.selector, tokenId, status);
    }

    function _notOpen(IDeviceSale.BatchStatus status) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IDeviceSale.BatchNotOpen.selector, uint32(1), status);
    }
}
